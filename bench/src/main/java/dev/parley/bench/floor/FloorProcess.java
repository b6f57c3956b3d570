package dev.parley.bench.floor;

import dev.parley.bench.scene.Scene;
import dev.parley.systemtests.process.OneProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A floor that runs. It hears a line and answers with lines; the process ends when its input does.
public final class FloorProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private FloorProcess(Process process) {
        this.process = process;
        this.to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param main with a `main` of that protocol
    public static FloorProcess start(Class<?> main, List<String> words) {
        return start(List.of(), main, words);
    }

    /// @param options of the JVM, which win over those that all floors have
    public static FloorProcess start(List<String> options, Class<?> main, List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Scene.JVM);
        command.addAll(options);
        command.addAll(List.of(
                "-XX:-UsePerfData",
                // Where the log of libraries goes.
                "-Dparley.root=" + System.getProperty("parley.root", ""),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(words);
        try {
            return new FloorProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public OneProcess process() {
        return new OneProcess("floor", process.toHandle());
    }

    public void say(String line) {
        try {
            to.write(line + "\n");
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the floor is gone", e);
        }
    }

    /// Waits for a line that begins with this word and returns the `key=value` pairs behind it.
    ///
    /// @throws IllegalStateException if the process ends instead
    public Map<String, String> await(String word) {
        try {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                List<String> words = List.of(line.split(" ", -1));
                if (words.getFirst().equals(word)) {
                    Map<String, String> pairs = new LinkedHashMap<>();
                    words.stream().skip(1).map(pair -> pair.split("=", 2)).forEach(pair -> pairs.put(pair[0], pair[1]));
                    return pairs;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the floor ended before it said " + word);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
