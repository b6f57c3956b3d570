package dev.parley.chat.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.topics.DurableTopics.Found;
import dev.parley.chat.topics.DurableTopics.Shortfall;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurableTopicsTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int ON = 1;

    @Test
    void whatIsMadeForProductionKeepsThePromise() {
        assertThat(DurableTopics.shortfalls(List.of(topic(3, DurableTopics.configs(3, WEEK))), WEEK, ON))
                .isEmpty();
    }

    @Test
    void oneBrokerTakesTopicsThatAskForNoMore() {
        assertThat(DurableTopics.configs(1, WEEK)).containsOnlyKeys("retention.ms");
    }

    @Test
    void oneBrokerFallsShortInReplicasAndAcknowledgements() {
        List<Shortfall> found =
                DurableTopics.shortfalls(List.of(topic(1, Map.of("min.insync.replicas", "1"))), WEEK, ON);
        assertThat(found).extracting(Shortfall::setting).containsExactly("replication", "min.insync.replicas");
        assertThat(found.getFirst().sentence()).startsWith("inbox: replication is 1 and must be 3, otherwise ");
    }

    @Test
    void eachSettingIsNamedWithItsTopic() {
        assertThat(settingsOf(with("min.insync.replicas", "1"))).containsExactly("min.insync.replicas");
        assertThat(settingsOf(with("unclean.leader.election.enable", "true")))
                .containsExactly("unclean.leader.election.enable");
        assertThat(settingsOf(with("retention.ms", "1000"))).containsExactly("retention.ms");
        assertThat(settingsOf(with("retention.ms", "-1"))).isEmpty();
        assertThat(settingsOf(topic(2, DurableTopics.configs(3, WEEK)))).containsExactly("replication");
        assertThat(settingsOf(topic(3, Map.of()))).containsExactly("min.insync.replicas");
    }

    @Test
    void clusterWithoutEligibleLeadersIsNamed() {
        assertThat(DurableTopics.shortfalls(List.of(), WEEK, 0))
                .extracting(Shortfall::where, Shortfall::setting)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("cluster", "eligible.leader.replicas.version"));
    }

    private static List<String> settingsOf(Found topic) {
        return DurableTopics.shortfalls(List.of(topic), WEEK, ON).stream()
                .map(Shortfall::setting)
                .toList();
    }

    private static Found with(String setting, String value) {
        Map<String, String> configs = new HashMap<>(DurableTopics.configs(3, WEEK));
        configs.put(setting, value);
        return topic(3, configs);
    }

    private static Found topic(int replication, Map<String, String> configs) {
        return new Found("inbox", replication, configs);
    }
}
