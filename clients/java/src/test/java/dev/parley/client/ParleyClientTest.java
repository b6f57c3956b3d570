package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.client.account.HistoryRange;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.conversation.Following;
import dev.parley.client.device.FileClientStore;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParleyClientTest extends ParleyClientScene {
    @Test
    void sendCompletesWhenTheOwnEventComesBack() throws Exception {
        SentReceipt receipt = soon(alice().send(chat, "hi"));

        Event event = server.log(chat).getFirst();
        assertThat(receipt).isEqualTo(new SentReceipt(chat, 1, event.id()));
    }

    @Test
    void whatOthersSayIsHandedOverOnceAndInOrder() throws Exception {
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        alice().onEvent(heard::add);

        List<String> said = IntStream.range(0, 50).mapToObj(i -> "text " + i).toList();
        said.forEach(text -> server.post("bob", chat, text));

        await().untilAsserted(() -> assertThat(texts(heard)).isEqualTo(said));
    }

    @Test
    void eventsBeforeTheFirstListenerWaitForIt() throws Exception {
        ParleyClient alice = alice();
        server.post("bob", chat, "early");
        await().until(() -> alice.head(chat).seq() == 1);

        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        alice.onEvent(heard::add);

        await().untilAsserted(() -> assertThat(texts(heard)).containsExactly("early"));
    }

    @Test
    void refusedSendSaysWhy() throws Exception {
        server.refuseNextSend(ErrorCode.BLOCKED);

        assertThatThrownBy(() -> soon(alice().send(chat, "hi")))
                .hasCauseInstanceOf(SendRefusedException.class)
                .cause()
                .extracting(thrown -> ((SendRefusedException) thrown).code())
                .isEqualTo("blocked");
    }

    @Test
    void emptyTextIsRefusedWithoutTheServer() throws Exception {
        assertThatThrownBy(() -> soon(alice().send(chat, ""))).hasCauseInstanceOf(SendRefusedException.class);
        assertThat(server.sends()).isEmpty();
    }

    @Test
    void sendThatTheServerPutsOffIsRepeatedWithTheSameFields() throws Exception {
        server.failNextSend(ErrorCode.RATE_LIMITED);

        soon(alice().send(chat, "hi"));

        assertThat(server.sends()).hasSize(2);
        assertThat(server.sends().get(1)).isEqualTo(server.sends().get(0));
    }

    @Test
    void sendWithoutAnswerIsRepeatedAndCountsOnce() throws Exception {
        ParleyClient alice = live(ParleyClient.at(server.uri()).sync(IMPATIENT).login("alice", "parley-alice"));
        server.swallowSends(2);

        soon(alice.send(chat, "hi"));

        assertThat(server.sends()).hasSize(3).allMatch(server.sends().getFirst()::equals);
        assertThat(server.log(chat)).hasSize(1);
    }

    @Test
    void wrongPasswordIsToldApartFromAServerThatIsNotThere() {
        assertThatThrownBy(() -> ParleyClient.login(server.uri(), "alice", "wrong"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.is(ErrorCode.BAD_CREDENTIALS))
                                .isTrue());
        assertThatThrownBy(() -> ParleyClient.login(URI.create("http://localhost:1"), "alice", "parley-alice"))
                .isInstanceOf(UnreachableException.class);
    }

    @Test
    void restartedDeviceSendsWhatItsLastRunLeft(@TempDir Path directory) throws Exception {
        ParleyClient first = live(ParleyClient.at(server.uri())
                .store(new FileClientStore(directory))
                .login("alice", "parley-alice"));
        server.swallowSends(1);
        CompletableFuture<SentReceipt> receipt = first.send(chat, "left behind");
        await().until(() -> server.sends().size() == 1);
        first.close();
        assertThatThrownBy(() -> soon(receipt)).hasCauseInstanceOf(ClientClosedException.class);

        live(ParleyClient.at(server.uri()).store(new FileClientStore(directory)).resume());

        await().until(() -> server.log(chat).size() == 1);
        assertThat(server.sends().get(1)).isEqualTo(server.sends().get(0));
    }

    @Test
    void restartedDeviceGoesOnWhereItStopped(@TempDir Path directory) throws Exception {
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        for (int run = 0; run < 3; run++) {
            server.post("bob", chat, "before run " + run);
            ParleyClient alice = live(ParleyClient.at(server.uri())
                    .store(new FileClientStore(directory))
                    .following(Following.EVERYTHING)
                    .listener(new ClientListener() {
                        @Override
                        public void event(ConversationEvent event) {
                            heard.add(event);
                        }
                    })
                    .login("alice", "parley-alice"));
            server.post("bob", chat, "in run " + run);
            int expected = 2 * (run + 1);
            await().until(() -> heard.size() == expected);
            alice.close();
        }
        assertThat(heard).extracting(ConversationEvent::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void readMarkReachesTheServerAndTheHead() throws Exception {
        server.post("bob", chat, "hi");
        ParleyClient alice = alice();
        assertThat(alice.head(chat).unread()).isEqualTo(1);

        alice.read(chat, 1);

        await().until(() -> server.readSeq("alice", chat) == 1);
        assertThat(alice.head(chat).unread()).isZero();
    }

    @Test
    void readMarksThatWaitGoOutBeforeTheClose() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.post("bob", chat, "text " + i);
        }
        ParleyClient alice = alice();
        alice.read(chat, 1);
        alice.read(chat, 2);
        alice.read(chat, 3);

        alice.close();

        await().until(() -> server.readSeq("alice", chat) == 3);
    }

    @Test
    void historyIsReadInPages() throws Exception {
        for (int i = 1; i <= 10; i++) {
            server.post("bob", chat, "text " + i);
        }
        ParleyClient alice = alice();

        assertThat(texts(alice.history(chat, HistoryRange.newest(2)).events())).containsExactly("text 9", "text 10");
        assertThat(texts(alice.history(chat, HistoryRange.before(9, 2)).events()))
                .containsExactly("text 7", "text 8");
        assertThat(alice.history(chat, HistoryRange.after(9, 50)).more()).isFalse();
    }

    @Test
    void listenerThatIsSlowOrFailsLosesNothing() throws Exception {
        ParleyClient alice = alice();
        List<Long> heard = new CopyOnWriteArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        alice.onEvent(event -> {
            try {
                go.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            heard.add(event.seq());
            throw new IllegalStateException("a fault of the application");
        });
        int more = Deliveries.MAX_BACKLOG * 2;
        for (int i = 0; i < more; i++) {
            server.post("bob", chat, "text " + i);
        }
        go.countDown();

        await().until(() -> heard.size() == more);
        assertThat(heard).isSorted();
    }

    @Test
    void longestTextOfFourByteCharactersGoesThereAndBack() throws Exception {
        List<ConversationEvent> heard = new CopyOnWriteArrayList<>();
        ParleyClient alice = alice();
        alice.onEvent(heard::add);
        String text = "😀".repeat(99_999);

        soon(alice.send(chat, text));

        await().untilAsserted(() -> assertThat(texts(heard)).containsExactly(text));
    }

    @Test
    void peopleAreFoundByName() throws Exception {
        UserId bob = server.user("bob");

        assertThat(alice().api().directWith("bob")).isEqualTo(server.direct("alice", "bob"));
        assertThat(alice().api().person(bob).displayName()).isEqualTo("BOB");
        assertThatThrownBy(() -> alice().api().directWith("nobody")).isInstanceOf(RefusedException.class);
    }
}
