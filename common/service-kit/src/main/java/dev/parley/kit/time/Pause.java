package dev.parley.kit.time;

import java.time.Duration;

/// Waiting, so that tests need not.
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
