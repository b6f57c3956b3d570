package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.conversation.Position;
import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.share.SharePlan;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandOverSlotsTest {
    private static final int SLOTS = 4;
    private static final URI ONE = URI.create("ws://localhost/ws/chat-1");
    private static final URI TWO = URI.create("ws://localhost/ws/chat-2");

    private static final Map<String, URI> SERVERS = Map.of("chat-1", ONE, "chat-2", TWO);

    private final OwnedSlots slots = new OwnedSlots(SLOTS);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nowNanos;
    private int clients;
    private boolean toDrain;

    private final Owners owners = new Owners(() -> new SlotTable(Map.of(), Map.of()), SLOTS);
    private final HandOverSlots handover = new HandOverSlots(
            new ServerSettings(
                    "chat-1",
                    "ws://localhost/ws/{id}",
                    "",
                    "",
                    100,
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(15)),
            new HandoverSettings(10, Duration.ofSeconds(1), Duration.ofMillis(200)),
            slots,
            () -> clients,
            () -> toDrain,
            owners,
            connection -> owners.ownerOf(connection.user())
                    .map(owner -> new ServerFrame.Moved(owner.url(), "ticket for " + connection.user())),
            new HandoverMetrics(meters),
            () -> nowNanos);

    /// One device of one user.
    private static final class Client implements Connection {
        private final UserId user;
        private final List<String> told = new ArrayList<>();

        Client(long user) {
            this.user = new UserId(user);
        }

        @Override
        public UserId user() {
            return user;
        }

        @Override
        public DeviceId device() {
            return new DeviceId(user.value());
        }

        @Override
        public SessionId session() {
            return new SessionId(user.value());
        }

        @Override
        public void write(EncodedFrame frame) {
            throw new AssertionError("nothing more should be written");
        }

        @Override
        public void flush() {}

        @Override
        public long activeAtNanos() {
            return NEVER_ACTIVE;
        }

        @Override
        public void close(ErrorCode why) {
            told.add(why.wireName());
        }

        @Override
        public void leave(ServerFrame.Drain drain) {
            told.add(drain.url() + " " + drain.ticket() + " " + drain.after().toMillis());
        }

        @Override
        public boolean isOpen() {
            return told.isEmpty();
        }
    }

    @Test
    void serverThatOperatorsWantDrainedWantsNoSlotsUntilThatIsTakenBack() {
        assertThat(handover.offer().weight()).isEqualTo(100);
        assertThat(handover.wantsRound()).isFalse();
        toDrain = true;
        assertThat(handover.wantsRound()).isTrue();
        assertThat(handover.offer().weight()).isZero();
        handover.planned(SharePlan.NONE);
        assertThat(handover.wantsRound()).isFalse();
        toDrain = false;
        assertThat(handover.wantsRound()).isTrue();
        assertThat(handover.offer().weight()).isEqualTo(100);
    }

    @Test
    void eachClientIsToldWhereToGoAndItsOwnMoment() {
        List<Client> leaving = IntStream.range(1, 4).mapToObj(Client::new).toList();
        handover.leave(List.copyOf(leaving));
        assertThat(leaving).allMatch(Client::isOpen);

        handover.planned(allTo("chat-2"));

        assertThat(leaving.stream().flatMap(client -> client.told.stream()))
                .containsExactly(TWO + " ticket for 1 0", TWO + " ticket for 2 110", TWO + " ticket for 3 220");
        assertThat(meters.counter("chat.handover.clients").count()).isEqualTo(3);
    }

    @Test
    void whoseNewServerIsUnknownIsSentToDiscovery() {
        Client client = new Client(1);
        handover.leave(List.of(client));

        handover.planned(new SharePlan(Map.of(), SERVERS, false));

        assertThat(client.told).containsExactly("going_away");
    }

    @Test
    void whoIsLeftOverWhenTheGroupIsLeftIsSentToDiscovery() {
        Client client = new Client(1);
        handover.leave(List.of(client));

        handover.left();

        assertThat(client.told).containsExactly("going_away");
    }

    @Test
    void onlyAsManySlotsMayGoAsHaveClientsForOneStep() {
        own(0, 1, 2, 3);
        assertThat(handover.offer().mayGive()).isEqualTo(4);

        clients = 20;
        assertThat(handover.offer().mayGive()).isEqualTo(2);

        clients = 1_000;
        assertThat(handover.offer().mayGive()).isEqualTo(1);
    }

    @Test
    void nothingMoreMayGoUntilAllClientsOfTheLastStepAreGone() {
        own(0, 1, 2, 3);
        clients = 4;
        handover.leave(List.of(new Client(1), new Client(2)));
        handover.planned(new SharePlan(Map.of(0, "chat-2", 1, "chat-2"), SERVERS, true));

        assertThat(handover.offer().mayGive()).isZero();
        assertThat(handover.wantsRound()).isFalse();

        nowNanos += Duration.ofMillis(200).toNanos();
        assertThat(handover.wantsRound()).isTrue();
        assertThat(handover.wantsRound()).as("once").isFalse();
        assertThat(handover.offer().mayGive()).isEqualTo(4);
    }

    @Test
    void clientsOfSlotsThatWillComeAreExpected() {
        UserId user = new UserId(1);
        handover.planned(allTo("chat-1"));
        var arrival = slots.arrival(user).toCompletableFuture();
        assertThat(arrival).isNotDone();

        slots.take(Slots.of(user, SLOTS), new Position(1, 0));

        assertThat(arrival).isDone();
        assertThat(slots.arrival(user).toCompletableFuture()).isDone();
    }

    @Test
    void whoWaitsForASlotThatGoesElsewhereAfterAllIsLetGo() {
        UserId user = new UserId(1);
        handover.planned(allTo("chat-1"));
        var arrival = slots.arrival(user).toCompletableFuture();

        handover.planned(allTo("chat-2"));

        assertThat(arrival).isDone();
        assertThat(owners.ownerOf(user)).contains(new Owners.Owner("chat-2", TWO));
    }

    @Test
    void drainingOffersNoWeightAndEndsWhenTheLastSlotIsGone() throws Exception {
        own(0);
        handover.planned(new SharePlan(Map.of(0, "chat-1"), SERVERS, false));
        assertThat(handover.offer().weight()).isEqualTo(100);
        assertThat(handover.wantsRound()).isFalse();

        Thread draining = Thread.ofPlatform().start(handover::drain);
        await().until(handover::wantsRound);
        assertThat(handover.offer().weight()).isZero();
        assertThat(draining.isAlive()).isTrue();
        slots.lose(0, ErrorCode.GOING_AWAY);
        handover.planned(allTo("chat-2"));

        assertThat(draining.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aServerAloneDoesNotDrain() {
        own(0);
        handover.planned(new SharePlan(Map.of(0, "chat-1"), Map.of("chat-1", ONE), false));

        handover.drain();

        assertThat(slots.numbers()).containsExactly(0);
    }

    private void own(Integer... numbers) {
        for (int number : numbers) {
            slots.take(number, new Position(1, 0));
        }
    }

    private static SharePlan allTo(String server) {
        return new SharePlan(Map.of(0, server, 1, server, 2, server, 3, server), SERVERS, false);
    }
}
