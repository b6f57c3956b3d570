package dev.parley.standalone;

import dev.parley.engines.DirectoryLock;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// `.parley/` in the checkout, the only place that is written to.
record Home(Path checkout) {
    Home {
        checkout = checkout.toAbsolutePath().normalize();
    }

    /// The checkout that `./parley` names, else the current directory.
    static Home ofCheckout() {
        return new Home(Path.of(System.getProperty("parley.root", "")));
    }

    /// Data, logs and pid files.
    Path directory() {
        return checkout.resolve(".parley/up");
    }

    /// Unpacked executables; `--fresh` keeps them.
    Path binaries() {
        return checkout.resolve(".parley/binaries");
    }

    /// Exists once the first users are there.
    Path seeded() {
        return directory().resolve("seeded");
    }

    Path logs() {
        return directory().resolve("log");
    }

    /// The pid of the process that runs Parley from this checkout.
    Optional<Long> owner() {
        return DirectoryLock.owner(directory());
    }

    /// Leaves the terminal to people: logback.xml alone says where the services and Tomcat, which knows only the JDK's
    /// logging, log to. Must come before the first service.
    void logServicesToFile() {
        System.setProperty("parley.root", checkout.toString());
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
