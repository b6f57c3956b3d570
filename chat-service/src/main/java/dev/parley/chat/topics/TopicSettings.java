package dev.parley.chat.topics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The topics this service makes when they are missing. Partition numbers can't change afterwards: keys would
/// change their partition.
///
/// @param logPartitions of conversation-log
/// @param slots partitions of inbox
/// @param replication copies of each; 3 in production, then with the settings of [DurableTopics]
/// @param retention of inbox records; the log's are kept as long, so that a replay finds them
@ConfigurationProperties("parley.chat.topics")
record TopicSettings(
        @DefaultValue("16") int logPartitions,
        @DefaultValue("32") int slots,
        @DefaultValue("1") short replication,
        @DefaultValue("7d") Duration retention) {
    TopicSettings {
        if (logPartitions < 1 || slots < 1 || replication < 1 || retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("parley.chat.topics: every number must be positive");
        }
    }
}
