package dev.parley.chat.topics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What an owner of partitions does with them. All calls come from one thread.
public interface PartitionHandler {
    /// The partitions are this process's now.
    ///
    /// @param nextOffsets by partition: the first record that will come
    /// @param generation of the group; a later assignment has a higher one
    void assigned(Map<Integer, Long> nextOffsets, int generation);

    /// Records of owned partitions, in order per partition. An exception gives up all partitions without
    /// committing.
    void handle(List<ConsumerRecord<byte[], byte[]>> records);

    /// Called between polls, at least several times a second.
    ///
    /// @return offsets that may be committed now, by partition: the first record not done yet. Empty if nothing is
    ///     new
    Map<Integer, Long> committable();

    /// The partitions go to someone else after this call: finish what was begun.
    ///
    /// @return as [#committable], for the last commit
    Map<Integer, Long> revoked(Set<Integer> partitions);

    /// The partitions are someone else's already: forget them. Never commits.
    void lost(Set<Integer> partitions);

    /// Stop waiting for stores that are away; called from another thread.
    void abort();
}
