package dev.parley.gateway.socket;

import java.time.Duration;

/// How a gateway that stops sends its clients away: some at once, and as many again whenever some time has passed.
/// Clients come back within half a second, so this is also how fast they come to other gateways.
///
/// @param atOnce at least 1
record Farewell(int atOnce, Duration every) {
    /// For the tenth part of a second.
    private static final int TURNS_PER_SECOND = 10;

    /// @param clientsPerSecond most of them in a second, if that is enough for all to go in time
    /// @param within longest time for all of them
    static Farewell of(int clients, int clientsPerSecond, Duration within) {
        long needed = Math.ceilDiv(clients * 1_000L, within.toMillis());
        int pace = Math.toIntExact(Math.max(clientsPerSecond, needed));
        int atOnce = Math.max(1, pace / TURNS_PER_SECOND);
        return new Farewell(atOnce, Duration.ofSeconds(1).multipliedBy(atOnce).dividedBy(pace));
    }
}
