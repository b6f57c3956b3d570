package dev.parley.discovery.directory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the directory is read.
///
/// @param every pause between two reads; a slot that changed hands is known within about this time
/// @param maxAge how long the last table is served while Redis is away; after it, connecting is refused with
///     `retry`
/// @param emptyGrace how long a directory that suddenly has no server at all is not believed: Redis that came back
/// empty is filled again by the servers within seconds
@ConfigurationProperties("parley.discovery.directory")
record DirectorySettings(
        @DefaultValue("300ms") Duration every,
        @DefaultValue("10m") Duration maxAge,
        @DefaultValue("10s") Duration emptyGrace) {
    DirectorySettings {
        if (every.toMillis() < 10) {
            throw new IllegalArgumentException("parley.discovery.directory.every: at least 10 ms");
        }
        if (maxAge.compareTo(every) <= 0) {
            throw new IllegalArgumentException("parley.discovery.directory.max-age: more than every");
        }
    }
}
