package dev.parley.gateway.socket;

import dev.parley.contracts.directory.ChatServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Chat servers seen in the directory, for when it is asked again at once, does not answer, or has just come back
/// empty. Safe for any number of threads; times are nanoseconds of one ticker.
final class KnownServers {
    /// Far more than one region has. When reached, all are forgotten and looked up again.
    static final int MAX = 10_000;

    /// How long an entry is used without asking again.
    static final Duration FRESH = Duration.ofSeconds(1);

    /// A directory that no longer has a server is not believed for this long after it first said so: servers write
    /// themselves into an empty Redis within seconds, and a dead one's address is refused anyway.
    static final Duration ABSENT_GRACE = Duration.ofSeconds(10);

    /// How long an entry is used while the directory does not answer. After it the address may be someone else's.
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final Map<String, Seen> servers = new ConcurrentHashMap<>();

    /// @param absentSince when the directory was first without it after that
    private record Seen(
            ChatServer server, long at, @Nullable Long absentSince) {
        private Seen absent(long now) {
            return absentSince == null ? new Seen(server, at, now) : this;
        }

        private boolean isMissed(long now) {
            return absentSince != null && now - absentSince <= ABSENT_GRACE.toNanos();
        }
    }

    void saw(ChatServer server, long now) {
        if (servers.size() >= MAX) {
            servers.clear();
        }
        servers.put(server.id(), new Seen(server, now, null));
    }

    Optional<ChatServer> fresh(String id, long now) {
        return within(FRESH, id, now);
    }

    Optional<ChatServer> whenAbsent(String id, long now) {
        Seen seen = servers.computeIfPresent(id, (same, it) -> it.absent(now));
        return seen != null && seen.isMissed(now) ? within(MAX_AGE, id, now) : Optional.empty();
    }

    Optional<ChatServer> whenDirectoryAway(String id, long now) {
        return within(MAX_AGE, id, now);
    }

    private Optional<ChatServer> within(Duration age, String id, long now) {
        return Optional.ofNullable(servers.get(id))
                .filter(seen -> now - seen.at <= age.toNanos())
                .map(Seen::server);
    }
}
