package dev.parley.api.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much hashing of passwords may take.
///
/// @param hashingThreads passwords hashed at the same time, 19 MiB each; 0 for as many as there are processors
/// @param hashingQueue passwords that may wait; the next caller is told to try again
@ConfigurationProperties("parley.account")
record AccountSettings(
        @DefaultValue("0") int hashingThreads,
        @DefaultValue("100") int hashingQueue) {
    AccountSettings {
        if (hashingThreads < 0 || hashingThreads > 64 || hashingQueue < 1) {
            throw new IllegalArgumentException("parley.account: 0 to 64 threads and a queue of at least 1");
        }
    }

    int threads() {
        return hashingThreads == 0 ? Runtime.getRuntime().availableProcessors() : hashingThreads;
    }
}
