package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.conversation.Repeat;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaInboxTest {
    private static final int SLOTS = 4;
    private static final int ALICES = Slots.of(ALICE, SLOTS);
    private static final int BOBS = Slots.of(BOB, SLOTS);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// Flushes wait in it until they are let.
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    private final CountDownLatch mayFlush = new CountDownLatch(1);
    private final ExecutorService storeCalls = Executors.newVirtualThreadPerTaskExecutor();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final OwnedSlots slots = new OwnedSlots(SLOTS);
    private CompletableFuture<Void> push = CompletableFuture.completedFuture(null);
    private long nowNanos;
    private final KafkaInbox inbox = inbox();

    private KafkaInbox inbox() {
        InboxMetrics metrics = new InboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF);
        Repeat repeat = new Repeat(storeCalls, pause -> {});
        DeliverInbox deliver = new DeliverInbox(
                slots,
                heads,
                new MemoryEventStore(),
                request -> push,
                repeat,
                id -> {},
                metrics,
                InboxScene.ATTENTION,
                () -> nowNanos,
                new NoReceipts());
        return new KafkaInbox(
                deliver,
                slots,
                new SlotWatcher() {
                    @Override
                    public void taken(Set<Integer> owned, int generation) {}

                    @Override
                    public void gone(Set<Integer> lost) {}
                },
                connections -> {},
                repeat,
                metrics,
                executor,
                () -> nowNanos,
                INTERVAL,
                1);
    }

    @BeforeEach
    void holdFlushes() {
        executor.execute(() -> {
            try {
                mayFlush.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void stop() {
        mayFlush.countDown();
        push.complete(null);
        executor.close();
        storeCalls.close();
    }

    private void flush() throws Exception {
        mayFlush.countDown();
        executor.submit(() -> {}).get();
    }

    @Test
    void aFlushGoesOnWhenAnotherSlotIsLostMeanwhile() throws Exception {
        assertThat(ALICES).as("two slots").isNotEqualTo(BOBS);
        assigned(Map.of(ALICES, 0L, BOBS, 0L), 1);
        deliver(ALICE, ALICES);
        deliver(BOB, BOBS);
        assertThat(beginFlush()).isEmpty();

        inbox.lost(Set.of(ALICES));
        flush();

        assertThat(inbox.committable()).isEqualTo(Map.of(BOBS, 1L));
        assertThat(heads.load(BOB, DIRECT).seq()).isEqualTo(1);
    }

    @Test
    void aFlushOfAnEarlierTimeReleasesNothingOfASlotThatCameBack() throws Exception {
        assigned(Map.of(BOBS, 0L), 1);
        deliver(BOB, BOBS);
        beginFlush();
        inbox.lost(Set.of(BOBS));
        assigned(Map.of(BOBS, 0L), 2);
        deliver(BOB, BOBS);
        Slot again = slots.get(BOBS).orElseThrow();

        flush();
        inbox.committable();
        again.evict(BOB);

        assertThat(again.find(BOB)).as("held until its own flush").isNotNull();
        assertThat(again.resident(BOB).flushing).isZero();
    }

    @Test
    void aHeadIsNotStoredBeforeThePushThatBelongsToIt() throws Exception {
        push = new CompletableFuture<>();
        assigned(Map.of(BOBS, 0L), 1);
        deliver(BOB, BOBS);
        beginFlush();
        mayFlush.countDown();

        await().until(() -> push.getNumberOfDependents() > 0);
        assertThat(heads.load(BOB, DIRECT)).isEqualTo(Head.NONE);
        push.complete(null);
        flush();

        assertThat(heads.load(BOB, DIRECT).seq()).isEqualTo(1);
    }

    /// So long ago that nobody's devices are on their way any more.
    private void assigned(Map<Integer, Long> nextOffsets, int generation) {
        inbox.assigned(nextOffsets, generation);
        nowNanos += InboxScene.ATTENTION.confirmWithin().toNanos();
    }

    private Map<Integer, Long> beginFlush() {
        nowNanos += INTERVAL.toNanos();
        return inbox.committable();
    }

    private void deliver(UserId to, int slot) {
        Event event = new Event(DIRECT, 1, new MessageId(101), new UserId(9), "c1", 1, new EventBody.Text("hello"));
        inbox.handle(List.of(new ConsumerRecord<>(
                InboxRecords.TOPIC,
                slot,
                0,
                InboxRecords.key(to),
                InboxRecords.encode(new InboxEntry.Delivery(event)))));
    }
}
