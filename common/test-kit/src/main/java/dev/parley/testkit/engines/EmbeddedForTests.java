package dev.parley.testkit.engines;

import dev.parley.engines.DirectoryLock;
import dev.parley.engines.EngineAddresses;
import dev.parley.engines.EnginePorts;
import dev.parley.engines.Engines;
import dev.parley.engines.EnginesSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Embedded engines of this JVM alone, below the checkout's `.parley/`. Their directory goes when the JVM ends;
/// what a killed JVM
/// left behind goes at the next start.
final class EmbeddedForTests {
    private static final String PREFIX = "test-jvm-";

    private EmbeddedForTests() {}

    static EngineAddresses start() {
        sweep();
        Path directory = home().resolve(PREFIX + ProcessHandle.current().pid());
        Engines engines = Engines.start(
                EnginesSettings.of(directory, EnginePorts.free()).withBinaries(binaries()), started -> {});
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            engines.close();
                            DirectoryLock.erase(directory);
                        },
                        "stop-test-engines"));
        return engines.addresses();
    }

    /// Shared by all runs; unpacking takes a second or two.
    static Path binaries() {
        return home().resolve("binaries");
    }

    private static void sweep() {
        try {
            Files.createDirectories(home());
            try (Stream<Path> entries = Files.list(home())) {
                List<Path> old = entries.filter(
                                path -> path.getFileName().toString().startsWith(PREFIX))
                        .toList();
                old.stream().filter(EmbeddedForTests::isAbandoned).forEach(DirectoryLock::erase);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path directory) {
        return DirectoryLock.owner(directory).isEmpty();
    }

    private static Path home() {
        return root().resolve(".parley");
    }

    /// The checkout: the build names it; an IDE that does not starts tests inside it.
    private static Path root() {
        String named = System.getProperty("parley.root");
        if (named != null) {
            return Path.of(named);
        }
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("common/engines"))) {
                return path;
            }
        }
        throw new IllegalStateException("Run tests inside the checkout, or set -Dparley.root");
    }
}
