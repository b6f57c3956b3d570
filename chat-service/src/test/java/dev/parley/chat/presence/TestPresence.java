package dev.parley.chat.presence;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/// The real presence of one server, for worlds of tests outside of this package.
///
/// @param lives hears of connections
/// @param watcher is told which slots come and go
/// @param turn to be run every [#TURN_EVERY]
public record TestPresence(Lives lives, SlotWatcher watcher, Runnable turn) {
    public static final Duration TURN_EVERY = PresenceScene.SETTINGS.writeEvery();
    /// So much later than after [SlotPresence#SILENCE] it may be noticed that nothing was heard, or that something was.
    public static final Duration SWEEP_EVERY = PresenceScene.SETTINGS.sweepEvery();

    public static TestPresence of(
            OwnedSlots slots, PresenceStore store, PresencePublisher publisher, Ticker ticker, InstantSource clock) {
        AnnouncePresence real = new AnnouncePresence(
                slots,
                store,
                publisher,
                () -> {},
                PresenceScene.SETTINGS,
                new PresenceMetrics(new SimpleMeterRegistry()),
                ticker,
                clock);
        return new TestPresence(real, real, real::turn);
    }
}
