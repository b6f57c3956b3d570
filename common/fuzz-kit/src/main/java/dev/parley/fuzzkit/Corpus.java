package dev.parley.fuzzkit;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The inputs that are kept for a target: valid ones, nearly valid ones, and whatever broke a promise once.
public final class Corpus {
    /// More is for the fuzzer's own folder, which is not kept.
    static final int MAX_BYTES = 64 * 1_024;

    private Corpus() {}

    /// File names and what the files hold, in the order of the names.
    ///
    /// @throws IllegalStateException if there are none or too many
    public static SortedMap<String, byte[]> of(FuzzTarget target) throws IOException {
        String folder = "corpus/" + target.name();
        URL place = target.getClass().getClassLoader().getResource(folder);
        if (place == null) {
            throw new IllegalStateException("no corpus: src/test/resources/" + folder + " is missing");
        }
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        int bytes = 0;
        for (Path file : files(Path.of(uri(place)))) {
            byte[] input = Files.readAllBytes(file);
            bytes += input.length;
            inputs.put(String.valueOf(file.getFileName()), input);
        }
        if (inputs.isEmpty() || bytes > MAX_BYTES) {
            throw new IllegalStateException(folder + " has " + inputs.size() + " inputs of " + bytes
                    + " bytes together; at least one input and at most " + MAX_BYTES + " bytes are kept");
        }
        return inputs;
    }

    /// Where the sources keep a target's inputs.
    ///
    /// @param root of the checkout
    /// @throws IllegalStateException if no module or more than one has the folder
    public static Path folder(Path root, String target) throws IOException {
        Path end = Path.of("src", "test", "resources", "corpus", target);
        List<Path> found = modules(root).stream()
                .map(module -> module.resolve(end))
                .filter(Files::isDirectory)
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " modules have " + end);
        }
        return found.getFirst();
    }

    /// Modules lie in the root or one folder below it.
    private static List<Path> modules(Path root) throws IOException {
        try (Stream<Path> folders = Files.walk(root, 1)) {
            List<Path> outer = folders.filter(Files::isDirectory).toList();
            List<Path> both = new ArrayList<>(outer);
            for (Path folder : outer) {
                try (Stream<Path> inner = Files.list(folder)) {
                    inner.filter(Files::isDirectory).forEach(both::add);
                }
            }
            return both.stream().distinct().toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static URI uri(URL place) {
        try {
            return place.toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
