package dev.parley.chat.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What Kafka must be set to so that an acknowledged message survives the crash of any one broker, whatever it had
/// not yet written to its disk. The one place where these settings stand: topics are made with them, and what is found
/// is compared with them.
///
/// Eligible leader replicas: KIP-966.
final class DurableTopics {
    static final int REPLICATION = 3;
    static final int MIN_IN_SYNC = 2;
    static final String ELIGIBLE_LEADERS = "eligible.leader.replicas.version";

    private static final String MIN_IN_SYNC_REPLICAS = "min.insync.replicas";
    private static final String UNCLEAN_ELECTION = "unclean.leader.election.enable";
    private static final String RETENTION_MS = "retention.ms";

    private DurableTopics() {}

    /// One that Kafka has.
    ///
    /// @param replication of the partition that has the fewest replicas
    /// @param configs those that are in force, by name
    record Found(String topic, int replication, Map<String, String> configs) {
        Found {
            configs = Map.copyOf(configs);
        }
    }

    /// A setting that does not keep the promise.
    ///
    /// @param where topic or cluster
    /// @param cost what happens to users' messages
    record Shortfall(String where, String setting, String found, String needed, String cost) {
        String sentence() {
            return where + ": " + setting + " is " + found + " and must be " + needed + ", otherwise " + cost;
        }
    }

    /// The configs of a topic that is made with `replication` copies. With fewer than [#REPLICATION], as in
    /// development, Kafka could not keep the promise anyway and would refuse to write.
    static Map<String, String> configs(int replication, Duration retention) {
        String retentionMs = Long.toString(retention.toMillis());
        return replication < REPLICATION
                ? Map.of(RETENTION_MS, retentionMs)
                : Map.of(
                        RETENTION_MS,
                        retentionMs,
                        MIN_IN_SYNC_REPLICAS,
                        Integer.toString(MIN_IN_SYNC),
                        UNCLEAN_ELECTION,
                        "false");
    }

    /// @param eligibleLeaders level of the feature [#ELIGIBLE_LEADERS]; 0: off
    static List<Shortfall> shortfalls(Collection<Found> topics, Duration retention, int eligibleLeaders) {
        List<Shortfall> shortfalls = new ArrayList<>();
        for (Found topic : topics) {
            addShortfalls(topic, retention, shortfalls);
        }
        if (eligibleLeaders < 1) {
            shortfalls.add(new Shortfall(
                    "cluster",
                    ELIGIBLE_LEADERS,
                    Integer.toString(eligibleLeaders),
                    "1",
                    "a last in-sync broker that crashes comes back as leader without messages it had acknowledged"));
        }
        return shortfalls;
    }

    private static void addShortfalls(Found topic, Duration retention, List<Shortfall> shortfalls) {
        if (topic.replication() < REPLICATION) {
            shortfalls.add(new Shortfall(
                    topic.topic(),
                    "replication",
                    Integer.toString(topic.replication()),
                    Integer.toString(REPLICATION),
                    "acknowledged messages are lost with fewer brokers' disks than two"));
        }
        if (number(topic, MIN_IN_SYNC_REPLICAS, 1) < MIN_IN_SYNC) {
            shortfalls.add(new Shortfall(
                    topic.topic(),
                    MIN_IN_SYNC_REPLICAS,
                    found(topic, MIN_IN_SYNC_REPLICAS),
                    Integer.toString(MIN_IN_SYNC),
                    "messages are acknowledged that one broker alone has, and lost with it"));
        }
        if (Boolean.parseBoolean(topic.configs().get(UNCLEAN_ELECTION))) {
            shortfalls.add(new Shortfall(
                    topic.topic(),
                    UNCLEAN_ELECTION,
                    "true",
                    "false",
                    "a broker that lacks acknowledged messages may become leader, and they are lost"));
        }
        long keptMs = number(topic, RETENTION_MS, -1);
        if (keptMs >= 0 && keptMs < retention.toMillis()) {
            shortfalls.add(new Shortfall(
                    topic.topic(),
                    RETENTION_MS,
                    Long.toString(keptMs),
                    "at least " + retention.toMillis(),
                    "messages that wait for a store or server that is away are deleted sooner than was set"));
        }
    }

    private static String found(Found topic, String setting) {
        return topic.configs().getOrDefault(setting, "not set");
    }

    private static long number(Found topic, String setting, long otherwise) {
        String value = topic.configs().get(setting);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
