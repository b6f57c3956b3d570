package dev.parley.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Names one run of one process for good: a pid is used again by the system, a pid with its start is not.
///
/// @param pid the process id
/// @param start when it started: on Linux the boot and the clock tick since boot, which stay the same when the wall
/// clock is
///     set; elsewhere the start instant. Empty of spaces
record ProcessMark(long pid, String start) {
    private static final int STATE_FIELD = 3;
    private static final int START_TICK_FIELD = 22;

    ProcessMark {
        if (pid <= 0 || start.isEmpty() || start.contains(" ")) {
            throw new IllegalArgumentException("Not a process: " + pid + " " + start);
        }
    }

    /// The process that has this pid now, if there is one.
    static Optional<ProcessMark> of(long pid) {
        return ProcessHandle.of(pid).flatMap(ProcessMark::of);
    }

    static Optional<ProcessMark> of(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return process.info()
                    .startInstant()
                    .map(start -> new ProcessMark(process.pid(), Long.toString(start.toEpochMilli())));
        }
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return Optional.of(new ProcessMark(process.pid(), boot + "/" + startTick(Files.readString(stat))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The process itself, if this very run of it still lives.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> of(p).equals(Optional.of(this)));
    }

    /// Field 22 of proc(5)'s stat line. The second field, the command in parentheses, may itself hold spaces and
    /// parentheses.
    static String startTick(String stat) {
        String[] afterCommand = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return afterCommand[START_TICK_FIELD - STATE_FIELD];
    }
}
