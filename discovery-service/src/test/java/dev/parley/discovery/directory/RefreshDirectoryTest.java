package dev.parley.discovery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.SlotTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshDirectoryTest {
    private final Map<String, SlotTable> redis = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Directory directory = new Directory(Duration.ofMinutes(10), Duration.ofSeconds(10));
    private long now;
    private final List<String> regions = List.of("eu", "us");
    private final RefreshDirectory refresh = new RefreshDirectory(
            regions, this::read, directory, () -> now, new DirectoryMetrics(meters, regions, directory, () -> now));

    private SlotTable read(String region) throws DirectoryUnavailableException {
        SlotTable table = redis.get(region);
        if (table == null) {
            throw new DirectoryUnavailableException(new IllegalStateException("away"));
        }
        return table;
    }

    @Test
    void everyRegionIsRead() {
        redis.put("eu", Tables.of("chat-1"));
        redis.put("us", Tables.of("chat-2"));
        refresh.refresh();
        assertThat(directory.table("eu", now)).contains(redis.get("eu"));
        assertThat(directory.table("us", now)).contains(redis.get("us"));
    }

    @Test
    void aRegionThatCannotBeReadKeepsItsTableAndTheOthersAreRead() {
        SlotTable first = Tables.of("chat-1");
        redis.put("eu", first);
        refresh.refresh();
        redis.clear();
        redis.put("us", Tables.of("chat-2"));
        now = Duration.ofSeconds(3).toNanos();
        refresh.refresh();
        assertThat(directory.table("eu", now)).contains(first);
        assertThat(directory.table("us", now)).isPresent();
        assertThat(age("eu")).isEqualTo(3.0);
        assertThat(age("us")).isZero();
        assertThat(meters.counter("discovery.directory.read.failed").count()).isEqualTo(2.0);
    }

    @Test
    void aFaultOfOursDoesNotEndTheReading() {
        RefreshDirectory broken = new RefreshDirectory(
                List.of("eu"),
                region -> {
                    throw new IllegalStateException("a bug");
                },
                directory,
                () -> now,
                new DirectoryMetrics(new SimpleMeterRegistry(), List.of(), directory, () -> now));
        broken.refresh();
        assertThat(directory.table("eu", now)).isEmpty();
    }

    private double age(String region) {
        return meters.get("discovery.directory.age")
                .tag("region", region)
                .gauge()
                .value();
    }
}
