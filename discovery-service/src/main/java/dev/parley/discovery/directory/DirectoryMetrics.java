package dev.parley.discovery.directory;

import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// How fresh and how full the directory is.
final class DirectoryMetrics {
    private final Counter readFailed;

    DirectoryMetrics(MeterRegistry meters, List<String> regions, Directory directory, Ticker ticker) {
        readFailed = meters.counter("discovery.directory.read.failed");
        for (String region : regions) {
            Gauge.builder("discovery.directory.age", directory, it -> ageSeconds(it, region, ticker.nanos()))
                    .baseUnit("seconds")
                    .tag("region", region)
                    .register(meters);
            Gauge.builder("discovery.directory.servers", directory, it -> servers(it, region, ticker.nanos()))
                    .tag("region", region)
                    .register(meters);
        }
    }

    void readFailed() {
        readFailed.increment();
    }

    private static double ageSeconds(Directory directory, String region, long now) {
        return directory.age(region, now).map(age -> age.toMillis() / 1_000.0).orElse(Double.NaN);
    }

    private static double servers(Directory directory, String region, long now) {
        return directory.table(region, now).map(table -> table.servers().size()).orElse(0);
    }
}
