package dev.parley.bench.workload;

import dev.parley.bench.load.Window;
import java.time.Duration;

/// How long and how large everything is measured.
///
/// @param rounds of subject and floor in turn
/// @param warmUp before each measurement
/// @param events of each conversation whose history is read
/// @param connections over all chat servers, where there are several
public record Plan(int rounds, Duration warmUp, Duration measured, int events, int connections) {
    public Window window(double perSecond) {
        return new Window(perSecond, warmUp, measured);
    }
}
