package dev.parley.presence.change;

import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.record.PresenceRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.presence.watch.PassChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the changes of one poll to [PassChanges], together. What fails comes again with the next poll.
final class KafkaChanges {
    private static final Logger log = LoggerFactory.getLogger(KafkaChanges.class);

    private final PassChanges passChanges;
    private final ChangeMetrics metrics;
    private final InstantSource clock;

    KafkaChanges(PassChanges passChanges, ChangeMetrics metrics, InstantSource clock) {
        this.passChanges = passChanges;
        this.metrics = metrics;
        this.clock = clock;
    }

    void handle(ConsumerRecords<byte[], byte[]> records) {
        List<PresenceChanges.Change> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                changes.addAll(PresenceRecords.decode(record.value()).changes());
            } catch (UnreadableRecordException notOurs) {
                // No version of this code wrote it. Watchers hear how it stands when their watch is renewed.
                metrics.unreadable();
                log.atError()
                        .setMessage("presence_record_unreadable")
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .log();
            }
        }
        metrics.seen(changes.size());
        passChanges.pass(changes.stream().map(PresenceChanges.Change::user).toList());
        Instant now = clock.instant();
        changes.forEach(change -> metrics.passed(Duration.between(change.foundAt(), now)));
    }
}
