package dev.parley.systemtests.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recordings of one test run, if its build says where to keep them; otherwise nothing is recorded.
public final class Recordings {
    /// System property: a directory, emptied by the run.
    private static final String DIRECTORY = "systemtests.traffic";

    private static final String SUFFIX = ".jsonl";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Optional<Path> HERE = emptied(System.getProperty(DIRECTORY));

    private Recordings() {}

    /// Options for a JVM in which a gateway runs.
    ///
    /// @param name of the recording; of several JVMs with the same name all goes into one
    public static List<String> options(String name) {
        return HERE.map(directory -> List.of(
                        "-Dspring.main.sources=" + RecordTraffic.class.getName(),
                        "-D" + RecordTraffic.FILE + "=" + directory.resolve(name + SUFFIX)))
                .orElse(List.of());
    }

    /// Those that there are so far.
    public static List<String> names() {
        return HERE.map(directory -> Arrays.stream(
                                Optional.ofNullable(directory.toFile().list()).orElse(new String[0]))
                        .map(file -> file.replace(SUFFIX, ""))
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    /// What was recorded, as [Recorder] writes it.
    public static List<JsonNode> read(String name) {
        Path file = HERE.orElseThrow().resolve(name + SUFFIX);
        List<JsonNode> lines = new ArrayList<>();
        try {
            Files.readAllLines(file).forEach(line -> lines.add(JSON.readTree(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static Optional<Path> emptied(@Nullable String directory) {
        if (directory == null) {
            return Optional.empty();
        }
        Path path = Path.of(directory);
        try {
            Files.createDirectories(path);
            try (var files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(path);
    }
}
