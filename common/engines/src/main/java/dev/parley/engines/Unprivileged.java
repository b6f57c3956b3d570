package dev.parley.engines;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root. A user namespace in which root has another number satisfies it and leaves the
/// files
/// root's own; where the kernel or a container forbids that, the server really becomes user `nobody`.
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "-U", "--map-user=1000");
    private static final int NOBODY = 65_534;
    private static final List<String> BECOME_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private Unprivileged() {}

    /// What goes before a command, empty for a normal user.
    ///
    /// @param data what the command writes; given to `nobody` where that is needed
    static List<String> prefix(Path data) {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        if (succeeds(NAMESPACE, "true")) {
            return NAMESPACE;
        }
        boolean given = succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY), data.toString());
        if (given && succeeds(BECOME_NOBODY, "test", "-w", data.toString())) {
            return BECOME_NOBODY;
        }
        throw new EngineException("postgres cannot start: it refuses to run as root, and neither unshare nor setpriv"
                + " can give it another user here. Run as a normal user.");
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of(command)).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
