package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
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
import org.junit.jupiter.api.Test;

class KafkaSequencerTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch storing = new CountDownLatch(1);
    private final EventStore store = new MemoryEventStore() {
        @Override
        public void append(ConversationId id, List<StoredEvent> events) {
            try {
                storing.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            super.append(id, events);
        }
    };
    private long nowNanos;
    private final Repeat repeat = new Repeat(executor, duration -> {});
    private final SequencerMetrics metrics =
            new SequencerMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF);
    private final SequenceEvents sequence = new SequenceEvents(
            store,
            (user, entry) -> CompletableFuture.completedFuture(null),
            repeat,
            executor,
            metrics,
            new SequencerMemory(2, Conversation.RECENT_SENDS));
    private final KafkaSequencer sequencer = new KafkaSequencer(sequence, repeat, metrics, () -> nowNanos, INTERVAL, 1);

    @AfterEach
    void stop() {
        storing.countDown();
        executor.close();
    }

    @Test
    void whatIsDoneIsCommittedOnceForAllThatCameInAnInterval() {
        storing.countDown();
        take(0);
        take(1);
        assertThat(sequencer.committable()).isEmpty();

        pass(INTERVAL);
        take(2);
        await().untilAsserted(() -> assertThat(sequence.settled()).isEqualTo(3));
        assertThat(sequencer.committable()).isEqualTo(Map.of(0, 3L));
        assertThat(sequencer.committable()).isEmpty();
    }

    @Test
    void whatIsOnItsWayToTheStoreIsNotCommitted() {
        take(0);
        pass(INTERVAL);
        assertThat(sequencer.committable()).isEmpty();

        storing.countDown();
        await().untilAsserted(() -> assertThat(sequencer.committable()).isEqualTo(Map.of(0, 1L)));
    }

    @Test
    void partitionsThatGoToSomeoneElseAreCommittedAtOnce() {
        storing.countDown();
        take(0);
        assertThat(sequencer.revoked(Set.of(0))).isEqualTo(Map.of(0, 1L));
    }

    @Test
    void partitionsThatAreSomeoneElsesAlreadyAreNotCommitted() {
        storing.countDown();
        take(0);
        sequencer.lost(Set.of(0));

        pass(INTERVAL);
        assertThat(sequencer.committable()).isEmpty();
    }

    @Test
    void whatNothingCanReadIsPassedOver() {
        sequencer.handle(
                List.of(new ConsumerRecord<>(LogRecords.TOPIC, 0, 0, LogRecords.key(DIRECT), new byte[] {1, 2, 3})));

        pass(INTERVAL);
        assertThat(sequencer.committable()).isEqualTo(Map.of(0, 1L));
    }

    private void take(long offset) {
        sequencer.handle(List.of(new ConsumerRecord<>(
                LogRecords.TOPIC,
                0,
                offset,
                LogRecords.key(DIRECT),
                LogRecords.encode(Entries.send(ALICE, "m" + offset, 0)))));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }
}
