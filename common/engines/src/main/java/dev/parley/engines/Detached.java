package dev.parley.engines;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts a child into a session of its own. A terminal sends Ctrl-C to everything in its foreground group; an engine
/// that got
/// it too would be gone before the services had finished with it.
final class Detached {
    private static final String PERL = "use POSIX; POSIX::setsid(); exec(@ARGV) or die $!";

    private Detached() {}

    /// The command, run by what the machine has: `setsid` on Linux, `perl` on macOS, as it is where neither exists.
    /// Each of them
    /// becomes the command, so the pid stays the same.
    static List<String> command(List<String> command) {
        List<String> detached = new ArrayList<>(onPath("setsid")
                .map(List::of)
                .or(() -> onPath("perl").map(perl -> List.of(perl, "-e", PERL)))
                .orElse(List.of()));
        detached.addAll(command);
        return detached;
    }

    static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
