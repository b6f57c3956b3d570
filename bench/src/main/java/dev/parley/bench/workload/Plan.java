package dev.parley.bench.workload;

import dev.parley.bench.load.Window;
import java.time.Duration;

/// How long everything is measured.
///
/// @param rounds of subject and floor in turn
/// @param warmUp before each measurement
public record Plan(int rounds, Duration warmUp, Duration measured) {
    public Window window(double perSecond) {
        return new Window(perSecond, warmUp, measured);
    }
}
