package dev.parley.api.admincluster;

import dev.parley.api.answer.UnavailableException;
import dev.parley.kit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Compares what groups have committed with the topics' ends. Asked seldom, so each time with a client of its own.
final class KafkaLagStore implements LagStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaSettings settings;

    KafkaLagStore(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Lag> read() {
        Map<String, Object> config = settings.client("api-service-admin");
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        try (Admin admin = Admin.create(config)) {
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(admin);
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.values().forEach(it -> it.keySet().forEach(where -> asked.put(where, OffsetSpec.latest())));
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                    admin.listOffsets(asked).all().get();
            List<Lag> lags = new ArrayList<>();
            committed.forEach((group, offsets) -> lags.addAll(lags(group, offsets, ends)));
            return lags;
        } catch (KafkaException | ExecutionException away) {
            throw new UnavailableException("Kafka", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Kafka", stopping);
        }
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid().get().forEach(group -> {
            if (group.groupId().startsWith(settings.prefix())) {
                groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
            }
        });
        return new TreeMap<>(admin.listConsumerGroupOffsets(groups).all().get());
    }

    private static List<Lag> lags(
            String group,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends) {
        Map<String, Lag> byTopic = new TreeMap<>();
        offsets.forEach((where, offset) -> {
            ListOffsetsResult.ListOffsetsResultInfo end = ends.get(where);
            if (offset != null && end != null) {
                long behind = Math.max(0, end.offset() - offset.offset());
                byTopic.merge(
                        where.topic(),
                        new Lag(group, where.topic(), behind, where.partition(), behind),
                        KafkaLagStore::sum);
            }
        });
        return List.copyOf(byTopic.values());
    }

    private static Lag sum(Lag one, Lag other) {
        Lag worse = one.most() >= other.most() ? one : other;
        return new Lag(one.group(), one.topic(), one.records() + other.records(), worse.partition(), worse.most());
    }
}
