package dev.parley.engines;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root, and as a user whose number has no name. A user namespace in which that user is
/// `nobody` satisfies it and leaves the files as they are; where the kernel or a container forbids that to root, the
/// server really becomes `nobody`.
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "-U", "--map-user=nobody");
    private static final List<String> BECOME_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups");
    private static final int ANSWER_LIMIT_SECONDS = 10;

    private Unprivileged() {}

    /// What goes before a command, empty for a normal user.
    ///
    /// @param data what the command writes; given to `nobody` where that is needed
    static List<String> prefix(Path data) {
        boolean root = new UnixSystem().getUid() == 0;
        if (!root && succeeds(List.of(), "id", "-un")) {
            return List.of();
        }
        if (succeeds(NAMESPACE, "id", "-un")) {
            return NAMESPACE;
        }
        if (root
                && succeeds(List.of("chown", "-R", "nobody"), data.toString())
                && succeeds(BECOME_NOBODY, "test", "-w", data.toString())) {
            return BECOME_NOBODY;
        }
        throw new EngineException(
                "postgres cannot start: it runs neither as root nor as a user without a name, and neither"
                        + " unshare nor setpriv can give it another one here. Run as a normal user.");
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of(command)).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
