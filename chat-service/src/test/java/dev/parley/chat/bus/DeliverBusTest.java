package dev.parley.chat.bus;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.inbox.Attention;
import dev.parley.chat.inbox.FakeConnection;
import dev.parley.chat.inbox.MemoryHeadStore;
import dev.parley.chat.inbox.NoReceipts;
import dev.parley.chat.inbox.OwnedInboxes;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverBusTest {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final OwnedSlots slots = new OwnedSlots(1);
    private final OwnedInboxes inboxes = new OwnedInboxes(
            "chat-1",
            slots,
            new MemoryHeadStore(),
            new MemoryEventStore(),
            (user, entry) -> CompletableFuture.completedFuture(null),
            executor,
            new Attention(Duration.ofSeconds(5), Duration.ofMinutes(1)),
            () -> 0,
            new NoReceipts());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<UserId> watching = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile PresenceListener presence = (user, connections, changes) -> watching.add(user);
    private final DeliverBus deliver = new DeliverBus(
            slots,
            (user, connections, changes) -> presence.changed(user, connections, changes),
            new BusMetrics(meters));

    @BeforeEach
    void start() {
        slots.take(0, at(-1));
        deliver.start();
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        deliver.stop();
        executor.close();
    }

    @Test
    void everyDeviceOfEveryRecipientIsToldInTheSameBytes() {
        FakeConnection phone = connect(BOB, 21);
        FakeConnection laptop = connect(BOB, 22);
        FakeConnection carols = connect(CAROL, 31);
        deliver.take(new BusMessage(List.of(BOB, CAROL), new BusMessage.Typing(DIRECT, ALICE)));
        Awaitility.await().until(() -> carols.frames("typing").size() == 1);
        assertThat(phone.frames("typing"))
                .containsExactly(
                        "{\"type\":\"typing\",\"conversationId\":\"d.1.2\",\"userId\":\"1\",\"expiresInMs\":6000}");
        assertThat(phone.written().getLast())
                .isSameAs(laptop.written().getLast())
                .isSameAs(carols.written().getLast());
    }

    @Test
    void whoIsNotAddressedHearsNothing() {
        FakeConnection bobs = connect(BOB, 21);
        FakeConnection carols = connect(CAROL, 31);
        deliver.take(new BusMessage(List.of(BOB), new BusMessage.Receipt(DIRECT, ALICE, 4, 0)));
        Awaitility.await().until(() -> bobs.frames("receipt").size() == 1);
        assertThat(carols.frames("receipt")).isEmpty();
    }

    @Test
    void presenceGoesToItsListenerWithTheConnections() {
        connect(BOB, 21);
        BusMessage.Presence changes = new BusMessage.Presence(List.of(new BusMessage.Change(ALICE, true, null)));
        deliver.take(new BusMessage(List.of(BOB, CAROL), changes));
        Awaitility.await().until(() -> !watching.isEmpty());
        assertThat(watching).containsExactly(BOB);
    }

    @Test
    void aListenerThatFailsEndsNothing() {
        FakeConnection bobs = connect(BOB, 21);
        presence = (user, connections, changes) -> {
            throw new IllegalStateException("a bug");
        };
        BusMessage.Presence changes = new BusMessage.Presence(List.of(new BusMessage.Change(ALICE, true, null)));
        deliver.take(new BusMessage(List.of(BOB), changes));
        deliver.take(new BusMessage(List.of(BOB), new BusMessage.Typing(DIRECT, ALICE)));
        Awaitility.await().until(() -> bobs.frames("typing").size() == 1);
    }

    @Test
    void aClosedConnectionIsPassedOver() {
        FakeConnection closed = connect(BOB, 21);
        closed.close(ErrorCode.SLOW_READER);
        FakeConnection open = connect(BOB, 22);
        deliver.take(new BusMessage(List.of(BOB), new BusMessage.Typing(DIRECT, ALICE)));
        Awaitility.await().until(() -> open.frames("typing").size() == 1);
        assertThat(closed.frames("typing")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsDroppedAndCounted() {
        connect(BOB, 21);
        CountDownLatch busy = new CountDownLatch(1);
        presence = (user, connections, changes) -> {
            busy.countDown();
            awaitQuietly(mayGoOn);
        };
        BusMessage.Presence changes = new BusMessage.Presence(List.of(new BusMessage.Change(ALICE, true, null)));
        deliver.take(new BusMessage(List.of(BOB), changes));
        awaitQuietly(busy);
        for (int i = 0; i < DeliverBus.MAX_WAITING + 7; i++) {
            deliver.take(new BusMessage(List.of(BOB), new BusMessage.Typing(DIRECT, ALICE)));
        }
        assertThat(meters.counter("chat.bus.dropped", "reason", "receiver_full").count())
                .isEqualTo(7);
    }

    private FakeConnection connect(UserId user, long device) {
        FakeConnection connection = new FakeConnection(user, device);
        inboxes.attach(connection, null).toCompletableFuture().join();
        return connection;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
