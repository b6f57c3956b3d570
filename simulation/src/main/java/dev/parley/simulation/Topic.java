package dev.parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/// A Kafka topic: partitions of records and one group's committed offsets.
final class Topic {
    private final String name;
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
    private final long[] committed;

    Topic(String name, int partitions) {
        this.name = name;
        this.committed = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
        }
    }

    String name() {
        return name;
    }

    int partitions() {
        return partitions.size();
    }

    /// As an assignor is told of it.
    Cluster cluster() {
        List<PartitionInfo> infos = new ArrayList<>();
        for (int partition = 0; partition < partitions(); partition++) {
            infos.add(new PartitionInfo(name, partition, Node.noNode(), new Node[0], new Node[0]));
        }
        return new Cluster("simulated", List.of(), infos, Set.of(), Set.of());
    }

    void append(int partition, byte[] key, byte[] value) {
        List<ConsumerRecord<byte[], byte[]>> log = partitions.get(partition);
        log.add(new ConsumerRecord<>(name, partition, log.size(), key, value));
    }

    List<ConsumerRecord<byte[], byte[]>> read(int partition, long from, int max) {
        List<ConsumerRecord<byte[], byte[]>> log = partitions.get(partition);
        int start = Math.toIntExact(from);
        return List.copyOf(log.subList(start, Math.toIntExact(Math.min(log.size(), from + max))));
    }

    long end(int partition) {
        return partitions.get(partition).size();
    }

    long committed(int partition) {
        return committed[partition];
    }

    void commit(int partition, long offset) {
        committed[partition] = offset;
    }
}
