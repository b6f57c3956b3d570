package dev.parley.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the checkout says about itself.
final class Repository {
    static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));
    static final Path DEPLOY = ROOT.resolve("deploy");

    private static final Pattern MODULE = Pattern.compile("<module>([a-z/-]+)</module>");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>parley</artifactId>\\s*<version>([^<]+)</version>");

    private Repository() {}

    /// The modules that are services, as the POM names them.
    static List<String> services() {
        return modules().stream().filter(it -> it.matches("[a-z]+-service")).toList();
    }

    static List<String> modules() {
        return MODULE.matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .sorted()
                .toList();
    }

    static String version() {
        return VERSION.matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
