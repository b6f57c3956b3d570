package dev.parley.chat.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param conversationsInMemory about 5 KB each; one more is read from the store when next needed
/// @param commitInterval how long what is done may stay uncommitted; a crash replays as much
@ConfigurationProperties("parley.chat.sequencer")
record SequencerSettings(
        @DefaultValue("20000") int conversationsInMemory,
        @DefaultValue("200ms") Duration commitInterval) {
    private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(5);

    SequencerSettings {
        if (conversationsInMemory < 1) {
            throw new IllegalArgumentException("parley.chat.sequencer.conversations-in-memory is at least 1");
        }
        if (commitInterval.isNegative() || commitInterval.compareTo(LONGEST_COMMIT_INTERVAL) > 0) {
            throw new IllegalArgumentException("parley.chat.sequencer.commit-interval is from 0 to 5 s");
        }
    }
}
