package dev.parley.bench.scene;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;

/// What Kafka says of its topics.
public final class KafkaTopics {
    private KafkaTopics() {}

    /// Of all partitions of these topics on the one broker, without indexes.
    public static long diskBytes(Scene scene, Set<String> topics) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", scene.engines().kafkaBootstrap()))) {
            List<Integer> brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            long bytes = 0;
            for (Map<String, LogDirDescription> ofBroker :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                for (LogDirDescription directory : ofBroker.values()) {
                    bytes += directory.replicaInfos().entrySet().stream()
                            .filter(replica -> topics.contains(replica.getKey().topic()))
                            .mapToLong(replica -> replica.getValue().size())
                            .sum();
                }
            }
            return bytes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell its sizes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
