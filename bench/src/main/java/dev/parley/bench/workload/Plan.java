package dev.parley.bench.workload;

import dev.parley.bench.load.Window;
import java.time.Duration;

/// How long and how large everything is measured.
///
/// @param rounds of subject and floor in turn
/// @param warmUp before each measurement
/// @param events of each conversation whose history is read
public record Plan(int rounds, Duration warmUp, Duration measured, int events) {
    public Window window(double perSecond) {
        return new Window(perSecond, warmUp, measured);
    }
}
