package dev.parley.bench.scene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a JVM with a heap that was touched at its start occupies beyond that heap, and of the heap what is alive.
///
/// Resident memory alone says little of a JVM: pages that a garbage collection emptied stay resident. With
/// `-XX:+AlwaysPreTouch` and a heap of one size all of the heap is always resident, so what grows beside it is native,
/// and what is alive in it after a full collection is what a heap that just fits would have to hold.
///
/// @param residentBytes of the process (`Rss` of `/proc/PID/smaps_rollup`)
/// @param aliveBytes of the heap, after a full collection
public record JvmMemory(long residentBytes, long aliveBytes) {
    /// Of a generation, or of a heap that has none; the lines of spaces are indented.
    private static final Pattern USED = Pattern.compile("(?m)^\\S.*\\btotal .*\\bused (\\d+)K");

    /// Collects first.
    public static JvmMemory of(ProcessHandle process) {
        jcmd(process, "GC.run");
        String heap = jcmd(process, "GC.heap_info");
        long alive = 0;
        Matcher used = USED.matcher(heap);
        while (used.find()) {
            alive += Long.parseLong(used.group(1)) * 1_024;
        }
        if (alive == 0) {
            throw new IllegalStateException("no heap in: " + heap);
        }
        return new JvmMemory(ResidentMemory.rssOf(process), alive);
    }

    private static String jcmd(ProcessHandle process, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + command + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Bytes more than before.
    public long since(JvmMemory before) {
        return residentBytes - before.residentBytes + aliveBytes - before.aliveBytes;
    }
}
