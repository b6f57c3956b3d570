package dev.parley.chat.share;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// [DivideShares] as an assignor of Kafka's cooperative group protocol: a partition that moves is given up in one
/// round and taken in the next. Kafka makes it by its class; its [GroupShare] comes with the consumer's configuration.
///
/// Groups of one topic.
public final class KafkaShareAssignor implements ConsumerPartitionAssignor, Configurable {
    /// Configuration key under which the consumer's [GroupShare] lies.
    public static final String SHARE = "parley.share";

    private @Nullable GroupShare share;

    @Override
    public void configure(Map<String, ?> config) {
        if (!(config.get(SHARE) instanceof GroupShare given)) {
            throw new IllegalArgumentException(SHARE + " is missing from the consumer's configuration");
        }
        share = given;
    }

    @Override
    public String name() {
        return "parley-share";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    private GroupShare share() {
        if (share == null) {
            throw new IllegalStateException("not configured");
        }
        return share;
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return ShareRecords.encode(share().offer());
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> subscriptions = new TreeMap<>(group.groupSubscription());
        String topic = subscriptions.values().iterator().next().topics().getFirst();
        Integer partitions = cluster.partitionCountForTopic(topic);
        Map<String, ShareOffer> offers = new HashMap<>();
        List<DivideShares.Member> members = new ArrayList<>();
        Map<String, NavigableSet<Integer>> owned = owned(subscriptions);
        subscriptions.forEach((id, subscription) -> {
            ShareOffer offer = ShareRecords.decodeOffer(subscription.userData());
            offers.put(id, offer);
            members.add(new DivideShares.Member(
                    id, offer.weight(), owned.getOrDefault(id, new TreeSet<>()), offer.mayGive()));
        });
        DivideShares.Division division = DivideShares.of(partitions == null ? 0 : partitions, members);
        ByteBuffer plan = ShareRecords.encode(plan(division, offers));
        Map<String, Assignment> assignments = new HashMap<>();
        for (String id : subscriptions.keySet()) {
            assignments.put(id, new Assignment(now(id, division, owned, topic), plan));
        }
        return new GroupAssignment(assignments);
    }

    /// What each member has. Of two that claim a partition the one of the later generation is right; of the same
    /// generation neither is.
    private static Map<String, NavigableSet<Integer>> owned(Map<String, Subscription> subscriptions) {
        record Claim(String member, int generation) {}
        Map<Integer, Claim> claims = new HashMap<>();
        Set<Integer> disputed = new HashSet<>();
        subscriptions.forEach((id, subscription) -> {
            int generation = subscription.generationId().orElse(-1);
            for (TopicPartition partition : subscription.ownedPartitions()) {
                Claim other = claims.get(partition.partition());
                if (other == null || generation > other.generation()) {
                    claims.put(partition.partition(), new Claim(id, generation));
                    disputed.remove(partition.partition());
                } else if (generation == other.generation()) {
                    disputed.add(partition.partition());
                }
            }
        });
        claims.keySet().removeAll(disputed);
        Map<String, NavigableSet<Integer>> owned = new HashMap<>();
        claims.forEach((partition, claim) ->
                owned.computeIfAbsent(claim.member(), none -> new TreeSet<>()).add(partition));
        return owned;
    }

    private static SharePlan plan(DivideShares.Division division, Map<String, ShareOffer> offers) {
        Map<Integer, String> owners = new HashMap<>();
        Map<String, URI> servers = new HashMap<>();
        offers.values().forEach(offer -> servers.put(offer.server(), offer.url()));
        division.owners().forEach((partition, id) -> {
            ShareOffer offer = offers.get(id);
            if (offer != null) {
                owners.put(partition, offer.server());
            }
        });
        return new SharePlan(owners, servers, division.more());
    }

    /// What a member may have in this round: what it keeps, and what nobody has to give up first.
    private static List<TopicPartition> now(
            String id, DivideShares.Division division, Map<String, NavigableSet<Integer>> owned, String topic) {
        Set<Integer> others = new HashSet<>();
        owned.forEach((owner, partitions) -> {
            if (!owner.equals(id)) {
                others.addAll(partitions);
            }
        });
        List<TopicPartition> now = new ArrayList<>();
        division.owners().forEach((partition, owner) -> {
            if (owner.equals(id) && !others.contains(partition)) {
                now.add(new TopicPartition(topic, partition));
            }
        });
        return now;
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        share().planned(ShareRecords.decodePlan(assignment.userData()));
    }
}
