package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSequencerTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private long nowNanos;
    private final KafkaSequencer sequencer = sequencer();

    private KafkaSequencer sequencer() {
        Repeat repeat = new Repeat(executor, duration -> {});
        SequencerMetrics metrics = new SequencerMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF);
        return new KafkaSequencer(
                new SequenceEvents(
                        new MemoryEventStore(),
                        (user, entry) -> CompletableFuture.completedFuture(null),
                        repeat,
                        metrics,
                        new SequencerMemory(2, Conversation.RECENT_SENDS)),
                repeat,
                metrics,
                () -> nowNanos,
                INTERVAL,
                1);
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void whatIsDoneIsCommittedOnceForAllThatCameInAnInterval() {
        take(0);
        take(1);
        assertThat(sequencer.committable()).isEmpty();

        pass(INTERVAL);
        take(2);
        assertThat(sequencer.committable()).isEqualTo(Map.of(0, 3L));
        assertThat(sequencer.committable()).isEmpty();
    }

    @Test
    void partitionsThatGoToSomeoneElseAreCommittedAtOnce() {
        take(0);
        assertThat(sequencer.revoked(Set.of(0))).isEqualTo(Map.of(0, 1L));
    }

    @Test
    void partitionsThatAreSomeoneElsesAlreadyAreNotCommitted() {
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
