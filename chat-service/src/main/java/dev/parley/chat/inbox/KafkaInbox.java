package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.Repeat;
import dev.parley.chat.topics.PartitionHandler;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns inbox slots: hands their records to [DeliverInbox], flushes heads every so often beside it, and commits
/// what was flushed. Public since the simulation runs it too, over a log in memory.
public final class KafkaInbox implements PartitionHandler {
    private static final Logger log = LoggerFactory.getLogger(KafkaInbox.class);

    private final DeliverInbox deliver;
    private final OwnedSlots slots;
    private final SlotWatcher watcher;
    private final Farewell farewell;
    private final Repeat repeat;
    private final InboxMetrics metrics;
    private final ExecutorService executor;
    private final Ticker ticker;
    private final Duration flushInterval;
    private final int epoch;
    private final Map<Integer, Long> committed = new HashMap<>();
    private @Nullable Running running;
    private long lastFlushNanos;

    private record Running(InboxFlush flush, Future<?> writing) {}

    /// @param flushInterval how long a head may stay in memory only; a crash replays as much
    /// @param epoch of the topic
    public KafkaInbox(
            DeliverInbox deliver,
            OwnedSlots slots,
            SlotWatcher watcher,
            Farewell farewell,
            Repeat repeat,
            InboxMetrics metrics,
            ExecutorService executor,
            Ticker ticker,
            Duration flushInterval,
            int epoch) {
        this.deliver = deliver;
        this.slots = slots;
        this.watcher = watcher;
        this.farewell = farewell;
        this.repeat = repeat;
        this.metrics = metrics;
        this.executor = executor;
        this.ticker = ticker;
        this.flushInterval = flushInterval;
        this.epoch = epoch;
        this.lastFlushNanos = ticker.nanos();
    }

    @Override
    public void assigned(Map<Integer, Long> nextOffsets, int generation) {
        nextOffsets.forEach((slot, next) -> slots.take(slot, new Position(epoch, next - 1)));
        committed.putAll(nextOffsets);
        deliver.arrived(nextOffsets.keySet());
        log.atInfo()
                .setMessage("slots_taken")
                .addKeyValue("slots", nextOffsets.keySet())
                .addKeyValue("generation", generation)
                .log();
        watcher.taken(slots.numbers(), generation);
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<InboxRecordRead> readable = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                readable.add(new InboxRecordRead(
                        record.partition(),
                        new Position(epoch, record.offset()),
                        InboxRecords.user(record.key()),
                        InboxRecords.decode(record.value())));
            } catch (UnreadableRecordException notOurs) {
                unreadable(record, notOurs);
            }
        }
        if (!readable.isEmpty()) {
            deliver.handle(readable);
        }
    }

    /// No version of this code wrote it; waiting would stop every inbox of the slot. The event itself, if there is
    /// one, is in the store.
    private void unreadable(ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why) {
        metrics.unreadable();
        log.atError()
                .setMessage("inbox_record_unreadable")
                .addKeyValue("slot", record.partition())
                .addKeyValue("offset", record.offset())
                .setCause(why)
                .log();
    }

    @Override
    public Map<Integer, Long> committable() {
        deliver.ringUnconfirmed();
        Running now = running;
        if (now != null) {
            if (!now.writing().isDone()) {
                return Map.of();
            }
            running = null;
            Repeat.await(now.writing());
            return progress(now.flush());
        }
        if (ticker.nanos() - lastFlushNanos >= flushInterval.toNanos()) {
            lastFlushNanos = ticker.nanos();
            InboxFlush flush = deliver.beginFlush();
            running = new Running(flush, executor.submit(flush::write));
        }
        return Map.of();
    }

    /// Offsets that moved since the last commit.
    private Map<Integer, Long> progress(InboxFlush flush) {
        Map<Integer, Long> offsets = new HashMap<>();
        flush.applied().forEach((slot, position) -> {
            long next = position.offset() + 1;
            Long before = committed.get(slot);
            if (before != null && next > before) {
                offsets.put(slot, next);
                committed.put(slot, next);
            }
        });
        return offsets;
    }

    @Override
    public Map<Integer, Long> revoked(Set<Integer> partitions) {
        Map<Integer, Long> offsets = new HashMap<>(finishRunning());
        InboxFlush last = deliver.beginFlush();
        last.write();
        offsets.putAll(progress(last));
        List<Connection> leaving = new ArrayList<>();
        partitions.forEach(slot -> leaving.addAll(slots.handOver(slot)));
        forget(partitions);
        farewell.leave(leaving);
        return offsets;
    }

    private Map<Integer, Long> finishRunning() {
        Running now = running;
        running = null;
        if (now == null) {
            return Map.of();
        }
        Repeat.await(now.writing());
        return progress(now.flush());
    }

    @Override
    public void lost(Set<Integer> partitions) {
        // A flush that is under way goes on: it has heads of slots that stay here, too, and a late write harms nobody.
        partitions.forEach(slot -> slots.lose(slot, ErrorCode.GOING_AWAY));
        forget(partitions);
        log.atWarn().setMessage("slots_lost").addKeyValue("slots", partitions).log();
    }

    private void forget(Set<Integer> partitions) {
        committed.keySet().removeAll(partitions);
        watcher.gone(new HashSet<>(partitions));
    }

    @Override
    public void abort() {
        repeat.stop();
    }
}
