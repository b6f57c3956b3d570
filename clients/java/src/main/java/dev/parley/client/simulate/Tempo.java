package dev.parley.client.simulate;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How fast people live. Tests are in a hurry.
///
/// @param factor of every duration
record Tempo(double factor) {
    static final Tempo USUAL = new Tempo(1);

    /// Anything from half of it to one and a half.
    Duration about(Duration duration, RandomGenerator random) {
        return of(duration.dividedBy(2).plusMillis(random.nextLong(duration.toMillis() + 1)));
    }

    Duration of(Duration duration) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
