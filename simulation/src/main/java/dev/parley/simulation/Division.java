package dev.parley.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How the real assignor divides a topic in one round.
final class Division {
    private final Topic topic;
    private final List<Loop> among;
    private final Map<String, Assignment> assignments;

    private Division(Topic topic, List<Loop> among, Map<String, Assignment> assignments) {
        this.topic = topic;
        this.among = among;
        this.assignments = assignments;
    }

    /// @param among who takes part
    /// @param leader one of them, whose assignor it is
    static Division of(Topic topic, List<Loop> among, Loop leader) {
        Map<String, Subscription> subscriptions = new TreeMap<>();
        among.forEach(loop -> subscriptions.put(loop.server.toString(), subscription(topic, loop)));
        return new Division(
                topic,
                among,
                leader.assignor
                        .assign(topic.cluster(), new GroupSubscription(subscriptions))
                        .groupAssignment());
    }

    private static Subscription subscription(Topic topic, Loop loop) {
        Set<String> topics = Set.of(topic.name());
        return new Subscription(
                List.copyOf(topics),
                loop.assignor.subscriptionUserData(topics),
                loop.positions.keySet().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition))
                        .toList(),
                loop.generation,
                Optional.empty());
    }

    /// With the plan.
    Assignment assignment(Loop loop) {
        return Objects.requireNonNull(assignments.get(loop.server.toString()));
    }

    /// What it has from now on.
    Set<Integer> partitions(Loop loop) {
        return assignment(loop).partitions().stream()
                .map(TopicPartition::partition)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Nobody gets what another one has, and nothing moves if all have their part.
    void check(@Nullable Loop[] owners) {
        boolean fair = isFair();
        for (Loop loop : among) {
            Set<Integer> given = partitions(loop);
            for (int partition : given) {
                Loop holder = owners[partition];
                if (holder != null && holder != loop) {
                    throw new BrokenPromiseException(topic.name() + " " + partition + " is given to " + loop.server
                            + " while " + holder.server + " has it");
                }
            }
            if (fair && !given.containsAll(loop.positions.keySet())) {
                throw new BrokenPromiseException(loop.server + " is to give up " + loop.positions.keySet() + " of "
                        + topic.name() + " for " + given + ", though all have their part");
            }
        }
    }

    /// Whether all want the same and have the same, but for one.
    private boolean isFair() {
        int least = topic.partitions() / among.size();
        int most = Math.ceilDiv(topic.partitions(), among.size());
        return among.stream().map(loop -> loop.weight).distinct().count() == 1
                && among.stream().map(loop -> loop.positions.size()).allMatch(has -> has >= least && has <= most);
    }
}
