package dev.parley.bench.scene;

import dev.parley.systemtests.process.OneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// How much processor time processes have used, as Linux counts it in `/proc/PID/stat` (man proc_pid_stat): user and
/// system, children included, to a hundredth of a second.
public record CpuTime(Map<String, Double> seconds) {
    /// `utime`, the 14th field; counted from the one behind the name, which may hold anything.
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final double TICKS_PER_SECOND = 100;

    public CpuTime {
        seconds = Map.copyOf(seconds);
    }

    /// So far.
    public static CpuTime of(Collection<OneProcess> processes) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (OneProcess each : processes) {
            seconds.merge(each.name(), of(each.process()), Double::sum);
        }
        return new CpuTime(seconds);
    }

    /// Without its children, which are what is measured.
    public static double secondsOfThisProcess() {
        return ticks(ProcessHandle.current().pid()) / TICKS_PER_SECOND;
    }

    /// PostgreSQL serves each connection in a process of its own.
    private static double of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(each -> ticks(each.pid()))
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid, e);
        }
    }

    /// From an earlier time to this one.
    public CpuTime since(CpuTime earlier) {
        Map<String, Double> difference = new LinkedHashMap<>();
        seconds.forEach((name, now) -> difference.put(name, now - earlier.seconds.getOrDefault(name, 0.0)));
        return new CpuTime(difference);
    }

    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
