package dev.parley.chat.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether this server compares anything
/// @param readsPerSecond statements that it may cost the store, each of at most 500 rows; a conversation of two people
///     takes four
/// @param conversations of those written to last that are looked at every `again`
/// @param again how soon a conversation that was written to lately is looked at again; an alert comes up to a minute
/// later
/// @param roundEvery how often, at most, all conversations are gone round; with many of them the pace is what bounds it
@ConfigurationProperties("parley.chat.audit")
record AuditSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("50") int readsPerSecond,
        @DefaultValue("1000") int conversations,
        @DefaultValue("2m") Duration again,
        @DefaultValue("1m") Duration roundEvery) {
    private static final int MAX_READS_PER_SECOND = 10_000;
    /// Each step looks at all of them in memory.
    private static final int MAX_CONVERSATIONS = 20_000;

    AuditSettings {
        if (readsPerSecond < 1 || readsPerSecond > MAX_READS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "parley.chat.audit.reads-per-second is from 1 to " + MAX_READS_PER_SECOND);
        }
        if (conversations < 1 || conversations > MAX_CONVERSATIONS) {
            throw new IllegalArgumentException("parley.chat.audit.conversations is from 1 to " + MAX_CONVERSATIONS);
        }
        if (!again.isPositive() || !roundEvery.isPositive()) {
            throw new IllegalArgumentException("parley.chat.audit: again and round-every are longer than zero");
        }
    }
}
