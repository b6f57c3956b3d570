package dev.parley.standalone;

import dev.parley.engines.DirectoryLock;
import java.nio.file.Path;
import java.util.Optional;

/// `.parley/` in the checkout, the only place that is written to.
record Home(Path root) {

    /// The checkout that `./parley` names, else the current directory.
    static Home ofCheckout() {
        return new Home(
                Path.of(System.getProperty("parley.root", "")).toAbsolutePath().resolve(".parley"));
    }

    /// Data, logs and pid files.
    Path directory() {
        return root.resolve("up");
    }

    /// Unpacked executables; `--fresh` keeps them.
    Path binaries() {
        return root.resolve("binaries");
    }

    /// Exists once the first users are there.
    Path seeded() {
        return directory().resolve("seeded");
    }

    Path serviceLog() {
        return directory().resolve("log").resolve("parley.log");
    }

    /// The pid of the process that runs Parley from this checkout.
    Optional<Long> owner() {
        return DirectoryLock.owner(directory());
    }

    /// The terminal is for people; what the services log goes to a file. Read by Spring Boot when the first service
    /// starts.
    void logServicesToFile() {
        System.setProperty("logging.file.name", serviceLog().toString());
        // All services share one log and the first would give it its name; the logger's name tells whose line it is.
        System.setProperty("logging.include-application-name", "false");
        System.setProperty("logging.threshold.console", "OFF");
    }
}
