package dev.parley.api.history;

import dev.parley.api.answer.UnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/// Meters of reading history.
final class HistoryMetrics {
    private final Timer time;
    private final Counter unavailable;

    HistoryMetrics(MeterRegistry registry) {
        time = Timer.builder("api.history.reading")
                .description("Reading one page of a conversation")
                .publishPercentileHistogram()
                .register(registry);
        unavailable = Counter.builder("api.history.unavailable")
                .description("Pages not read because a store did not answer")
                .register(registry);
    }

    <T> T measured(Supplier<T> reading) {
        Timer.Sample sample = Timer.start();
        try {
            T page = reading.get();
            sample.stop(time);
            return page;
        } catch (UnavailableException away) {
            unavailable.increment();
            throw away;
        }
    }
}
