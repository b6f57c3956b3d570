package dev.parley.chat.admission;

import dev.parley.contracts.id.UserId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections each user has. Safe for any number of threads.
public final class ConnectionCounts {
    private final int mostPerUser;
    private final ConcurrentHashMap<UserId, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    public ConnectionCounts(int mostPerUser) {
        this.mostPerUser = mostPerUser;
    }

    /// Counts one more, unless the user has the most already. Each true is followed by one [#leave].
    public boolean enter(UserId user) {
        boolean[] entered = {false};
        counts.compute(user, (unused, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < mostPerUser;
            return entered[0] ? now + 1 : now;
        });
        if (entered[0]) {
            connections.incrementAndGet();
        }
        return entered[0];
    }

    public void leave(UserId user) {
        counts.computeIfPresent(user, (unused, count) -> count == 1 ? null : count - 1);
        connections.decrementAndGet();
    }

    /// Connections of all users: what this server says of its load.
    public int connections() {
        return connections.get();
    }

    /// Users with at least one connection.
    public int users() {
        return counts.size();
    }
}
