package dev.parley.deploy.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The lists that people keep, one entry a line; `#` begins a comment.
final class Lists {
    static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));

    private Lists() {}

    static List<String> read(String file) {
        try {
            return Files.readAllLines(ROOT.resolve("deploy").resolve("supply").resolve(file)).stream()
                    .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
