package dev.parley.chat.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param conversationsInMemory about 5 KB each; one more is read from the store when next needed
@ConfigurationProperties("parley.chat.sequencer")
record SequencerSettings(@DefaultValue("20000") int conversationsInMemory) {
    SequencerSettings {
        if (conversationsInMemory < 1) {
            throw new IllegalArgumentException("parley.chat.sequencer.conversations-in-memory is at least 1");
        }
    }
}
