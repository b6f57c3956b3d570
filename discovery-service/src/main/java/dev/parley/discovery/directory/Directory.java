package dev.parley.discovery.directory;

import dev.parley.contracts.directory.SlotTable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The last seen table of each region. Safe for any number of threads; times are nanoseconds of one ticker.
///
/// An old table is worth serving: a server that lost a slot answers `moved`, so a user sent there still arrives.
/// Past `maxAge` it says more about the past than about where anyone is, and nothing is served.
public final class Directory {
    private final Duration maxAge;
    private final Duration emptyGrace;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /// @param seenAt when the region was last read
    /// @param filledAt when it last had a server
    private record Seen(SlotTable table, long seenAt, long filledAt) {}

    /// @param maxAge how long a table is served when the region can't be read
    /// @param emptyGrace how long a table without any server is taken for a directory that was just lost and will
    /// be written again
    public Directory(Duration maxAge, Duration emptyGrace) {
        this.maxAge = maxAge;
        this.emptyGrace = emptyGrace;
    }

    /// Takes what was just read.
    public void saw(String region, SlotTable table, long now) {
        seen.compute(region, (same, before) -> {
            if (!table.servers().isEmpty()) {
                return new Seen(table, now, now);
            }
            return before != null && now - before.filledAt <= emptyGrace.toNanos()
                    ? new Seen(before.table, now, before.filledAt)
                    : new Seen(table, now, now - emptyGrace.toNanos() - 1);
        });
    }

    /// Empty if the region was never read, or not within the allowed age.
    public Optional<SlotTable> table(String region, long now) {
        Seen last = seen.get(region);
        return last == null || now - last.seenAt > maxAge.toNanos() ? Optional.empty() : Optional.of(last.table);
    }

    /// Time since the region was last read; empty if never.
    public Optional<Duration> age(String region, long now) {
        return Optional.ofNullable(seen.get(region)).map(last -> Duration.ofNanos(now - last.seenAt));
    }
}
