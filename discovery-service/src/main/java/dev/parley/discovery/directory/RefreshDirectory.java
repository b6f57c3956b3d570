package dev.parley.discovery.directory;

import dev.parley.contracts.directory.SlotTable;
import dev.parley.kit.time.Ticker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every region once more. Called by one thread, again and again; a region that can't be read keeps its last
/// table and the others are read all the same.
final class RefreshDirectory {
    private static final Logger log = LoggerFactory.getLogger(RefreshDirectory.class);

    private final List<String> regions;
    private final DirectoryStore store;
    private final Directory directory;
    private final Ticker ticker;
    private final DirectoryMetrics metrics;
    private final Set<String> away = new HashSet<>();

    RefreshDirectory(
            List<String> regions, DirectoryStore store, Directory directory, Ticker ticker, DirectoryMetrics metrics) {
        this.regions = List.copyOf(regions);
        this.store = store;
        this.directory = directory;
        this.ticker = ticker;
        this.metrics = metrics;
    }

    void refresh() {
        regions.forEach(this::refresh);
    }

    private void refresh(String region) {
        try {
            SlotTable table = store.read(region);
            directory.saw(region, table, ticker.nanos());
            if (away.remove(region)) {
                log.atInfo()
                        .setMessage("directory_back")
                        .addKeyValue("region", region)
                        .log();
            }
        } catch (DirectoryUnavailableException unavailable) {
            failed(region, unavailable);
        } catch (RuntimeException bug) {
            metrics.readFailed();
            log.atError()
                    .setMessage("directory_read_broken")
                    .addKeyValue("region", region)
                    .setCause(bug)
                    .log();
        }
    }

    /// Logged when it begins, not at every try.
    private void failed(String region, DirectoryUnavailableException unavailable) {
        metrics.readFailed();
        if (away.add(region)) {
            log.atWarn()
                    .setMessage("directory_away")
                    .addKeyValue("region", region)
                    .addKeyValue("cause", String.valueOf(unavailable.getCause()))
                    .log();
        }
    }
}
