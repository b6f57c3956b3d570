package dev.parley.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutboxCrashBackendTest {
    /// Where nobody listens.
    private static final String NO_KAFKA = "127.0.0.1:1";

    @Test
    void whatACrashedInstanceLeftIsRelayedInOrderByTheNext() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        ConversationId.Group group;
        try (RunningApi first = RunningApi.start(
                database, Map.of("parley.kafka.bootstrap", NO_KAFKA, "parley.outbox.patience", "0s"))) {
            ApiUser owner = first.user();
            group = owner.createGroup("Version 1");
            for (int version = 2; version <= 20; version++) {
                owner.patch("/v1/groups/" + group, "{\"title\": \"Version " + version + "\"}");
            }
            assertThat(waiting(first)).isEqualTo(20);
        }
        try (RunningApi second = RunningApi.start(database, Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting(second) == 0);
            List<LogEntry> entries = second.log().entries(group);
            assertThat(entries)
                    .extracting(entry -> ((LogEntry.Membership) entry).change().title())
                    .startsWith("Version 1", "Version 2", "Version 3")
                    .endsWith("Version 20")
                    .hasSize(20);
            assertThat(entries.stream().map(LogEntry::id).toList()).isSorted();
        }
    }

    private static long waiting(RunningApi api) {
        return api.bean(JdbcClient.class)
                .sql("select count(*) from outbox")
                .query(Long.class)
                .single();
    }
}
