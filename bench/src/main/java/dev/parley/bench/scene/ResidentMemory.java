package dev.parley.bench.scene;

import dev.parley.systemtests.process.OneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Memory that processes occupy, as Linux counts it in `/proc/PID/smaps_rollup`.
///
/// @param rssBytes by name; pages that several processes share count in each of them
/// @param pssBytes of all; shared pages count once
public record ResidentMemory(Map<String, Long> rssBytes, long pssBytes) {
    public ResidentMemory {
        rssBytes = Map.copyOf(rssBytes);
    }

    public static ResidentMemory of(Collection<OneProcess> processes) {
        Map<String, Long> rss = new TreeMap<>();
        long pss = 0;
        for (OneProcess each : processes) {
            String rollup = rollup(each.process());
            if (!rollup.isEmpty()) {
                rss.merge(each.name(), bytes(rollup, "Rss"), Long::sum);
                pss += bytes(rollup, "Pss");
            }
        }
        return new ResidentMemory(rss, pss);
    }

    /// Of one process.
    static long rssOf(ProcessHandle process) {
        return bytes(rollup(process), "Rss");
    }

    /// Empty for a process that has just ended, as PostgreSQL's do.
    private static String rollup(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup"));
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException e) {
            throw new IllegalStateException("process " + process.pid(), e);
        }
    }

    /// @throws IllegalStateException if it is not in there
    static long bytes(String rollup, String field) {
        Matcher found =
                Pattern.compile("^" + field + ": +(\\d+) kB", Pattern.MULTILINE).matcher(rollup);
        if (!found.find()) {
            throw new IllegalStateException("no " + field + " in: " + rollup);
        }
        return Long.parseLong(found.group(1)) * 1_024;
    }

    public long totalRssBytes() {
        return rssBytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
