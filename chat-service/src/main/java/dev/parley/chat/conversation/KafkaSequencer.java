package dev.parley.chat.conversation;

import dev.parley.chat.topics.PartitionHandler;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns partitions of the conversation log: hands their records to [SequenceEvents] and commits every so often what
/// it is done with. Public since the simulation runs it too, over a log in memory.
public final class KafkaSequencer implements PartitionHandler {
    private static final Logger log = LoggerFactory.getLogger(KafkaSequencer.class);

    private final SequenceEvents sequence;
    private final Repeat repeat;
    private final SequencerMetrics metrics;
    private final Ticker ticker;
    private final Duration commitInterval;
    private final int epoch;
    private final Deque<Handled> handled = new ArrayDeque<>();
    private final Map<Integer, Long> done = new HashMap<>();
    private long last;
    private long lastCommitNanos;

    /// Offsets that may be committed once the sequencer has settled as far.
    private record Handled(long number, Map<Integer, Long> next) {}

    /// @param commitInterval how long what is done may stay uncommitted; a crash replays as much. A commit for each
    ///     poll would be a third record in Kafka for each message
    /// @param epoch of the topic
    public KafkaSequencer(
            SequenceEvents sequence,
            Repeat repeat,
            SequencerMetrics metrics,
            Ticker ticker,
            Duration commitInterval,
            int epoch) {
        this.sequence = sequence;
        this.repeat = repeat;
        this.metrics = metrics;
        this.ticker = ticker;
        this.commitInterval = commitInterval;
        this.epoch = epoch;
        this.lastCommitNanos = ticker.nanos();
    }

    @Override
    public void assigned(Map<Integer, Long> nextOffsets, int generation) {
        settle();
        log.atInfo()
                .setMessage("log_partitions_taken")
                .addKeyValue("partitions", nextOffsets.keySet())
                .addKeyValue("generation", generation)
                .log();
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<LogRecordRead> readable = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                readable.add(new LogRecordRead(
                        record.partition(),
                        new Position(epoch, record.offset()),
                        LogRecords.conversation(record.key()),
                        LogRecords.decode(record.value())));
            } catch (UnreadableRecordException notOurs) {
                unreadable(record, notOurs);
            }
        }
        if (!readable.isEmpty()) {
            last = sequence.handle(readable);
        }
        Map<Integer, Long> next = new HashMap<>();
        records.forEach(record -> next.put(record.partition(), record.offset() + 1));
        handled.add(new Handled(last, next));
    }

    /// Nobody was told that it was accepted by us, and no version of this code wrote it: waiting would stop every
    /// conversation of the partition.
    private void unreadable(ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why) {
        metrics.unreadable();
        log.atError()
                .setMessage("log_record_unreadable")
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .setCause(why)
                .log();
    }

    @Override
    public Map<Integer, Long> committable() {
        collect(sequence.settled());
        if (done.isEmpty() || ticker.nanos() - lastCommitNanos < commitInterval.toNanos()) {
            return Map.of();
        }
        lastCommitNanos = ticker.nanos();
        return takeDone();
    }

    private void collect(long settled) {
        while (!handled.isEmpty() && handled.getFirst().number() <= settled) {
            done.putAll(handled.removeFirst().next());
        }
    }

    private void settle() {
        sequence.settle();
        sequence.forgetAll();
        collect(Long.MAX_VALUE);
    }

    private Map<Integer, Long> takeDone() {
        Map<Integer, Long> offsets = Map.copyOf(done);
        done.clear();
        return offsets;
    }

    @Override
    public Map<Integer, Long> revoked(Set<Integer> partitions) {
        settle();
        return takeDone();
    }

    @Override
    public void lost(Set<Integer> partitions) {
        sequence.leave();
        last = sequence.settled();
        handled.clear();
        done.clear();
        log.atWarn()
                .setMessage("log_partitions_lost")
                .addKeyValue("partitions", partitions)
                .log();
    }

    @Override
    public void abort() {
        repeat.stop();
    }
}
