package dev.parley.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// `run/` below the engines' directory: one pid file for each child.
final class RunFolder {
    private static final String SUFFIX = ".pid";

    private RunFolder() {}

    static Path of(Path directory) {
        try {
            return Files.createDirectories(directory.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PidFile pidFile(Path directory, String name) {
        return new PidFile(directory.resolve("run").resolve(name + SUFFIX));
    }

    /// Ends every recorded child that still lives, all at the same time, and nothing else.
    ///
    /// @return the names of those that lived
    static List<String> endLeftovers(Path directory) {
        try (Stream<Path> files = Files.list(of(directory))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> !name.equals(DirectoryLock.NAME))
                    .toList()
                    .parallelStream()
                    .filter(name -> pidFile(directory, name).endLeftover(Termination.PATIENCE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
