package dev.parley.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders with all that is in them.
final class FileTree {
    private FileTree() {}

    /// Deletes a folder and everything below it; links are not followed. Does nothing when it does not exist.
    static void delete(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(root)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
