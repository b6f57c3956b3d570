package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.client.connection.LinkState;
import dev.parley.client.conversation.Following;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Connections that break, move, fall silent, and logins that end.
class ParleyClientConnectionTest extends ParleyClientScene {
    @Test
    void sendsGoOnAfterABreakInTheirOrder() throws Exception {
        ParleyClient alice = alice();
        List<CompletableFuture<SentReceipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            receipts.add(alice.send(chat, "text " + i));
            if (i == 10 || i == 20) {
                server.breakConnections();
            }
        }

        receipts.forEach(ParleyClientTest::soon);

        List<Long> seqs = receipts.stream().map(receipt -> soon(receipt).seq()).toList();
        assertThat(seqs)
                .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(Long::valueOf).toList());
        assertThat(server.log(chat)).hasSize(30);
    }

    @Test
    void whatWasSaidDuringABreakIsPulledInOneRange() throws Exception {
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        alice().onEvent(heard::add);
        server.post("bob", chat, "before");
        await().until(() -> heard.size() == 1);

        server.discoveryFails(ErrorCode.RETRY);
        server.breakConnections();
        for (int i = 0; i < 20; i++) {
            server.post("bob", chat, "during " + i);
        }
        server.discoveryFails(null);

        await().until(() -> heard.size() == 21);
        assertThat(heard)
                .extracting(ConversationEvent::seq)
                .isEqualTo(IntStream.rangeClosed(1, 21).mapToObj(Long::valueOf).toList());
        assertThat(server.received().stream().filter(ClientFrame.Pull.class::isInstance))
                .hasSize(1);
    }

    @Test
    void conversationsThatAreNotOpenCostNoPull() throws Exception {
        server.post("bob", chat, "hi");
        ParleyClient alice =
                live(ParleyClient.at(server.uri()).following(Following.OPENED).login("alice", "parley-alice"));
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        alice.onEvent(heard::add);

        assertThat(alice.head(chat)).isEqualTo(new Head(chat, 1, 0, 1, 0, Mute.NONE));
        assertThat(server.received()).noneMatch(ClientFrame.Pull.class::isInstance);

        alice.open(chat);
        await().untilAsserted(() -> assertThat(texts(heard)).containsExactly("hi"));
    }

    @Test
    void clientGoesWhereMovedSendsIt() throws Exception {
        server.moveEveryone();

        soon(alice().send(chat, "hi"));

        assertThat(server.hellos()).isEqualTo(2);
        assertThat(server.log(chat)).hasSize(1);
    }

    @Test
    void drainedClientIsBackAtTheOtherServerAndMissesNothing() throws Exception {
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        ParleyClient alice = alice();
        alice.onEvent(heard::add);
        server.addChatServer();

        server.drainFirst();
        for (int i = 0; i < 20; i++) {
            server.post("bob", chat, "text " + i);
            Thread.sleep(10); // Spreads the texts over the time in which the client moves.
        }

        await().until(() -> heard.size() == 20);
        assertThat(heard)
                .extracting(ConversationEvent::seq)
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
        assertThat(server.hellos()).isEqualTo(2);
    }

    @Test
    void serverThatFallsSilentIsLeftAfterThreeHeartbeats() throws Exception {
        ParleyClient alice = alice();
        server.fallSilent();
        server.addChatServer();

        await().until(() -> server.hellos() == 2);
        assertThat(server.received().stream().filter(ClientFrame.Heartbeat.class::isInstance))
                .hasSizeBetween(2, 3);

        soon(alice.send(chat, "still there"));
    }

    @Test
    void accessTokenThatExpiredIsRenewedUnderneath() throws Exception {
        ParleyClient alice = alice();
        server.expireAccessTokens();

        assertThat(alice.api().me().name()).isEqualTo("alice");
    }

    @Test
    void deviceWhoseLoginEndedLogsInAgainAsItself() throws Exception {
        ParleyClient alice = alice();
        var device = alice.deviceId();
        server.forgetLogins();
        server.breakConnections();

        await().until(() -> server.hellos() == 2);
        soon(alice.send(chat, "back"));
        assertThat(alice.deviceId()).isEqualTo(device);
    }

    @Test
    void revokedDeviceStopsForGood() throws Exception {
        MemoryClientStore store = new MemoryClientStore();
        live(ParleyClient.at(server.uri()).store(store).login("alice", "parley-alice"))
                .close();
        ParleyClient resumed = live(ParleyClient.at(server.uri()).store(store).resume());
        server.forgetLogins();
        server.breakConnections();

        await().until(() -> resumed.connection() == LinkState.LOGGED_OUT);
    }
}
