package dev.parley.simulation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// `./parley sim` with what it is told, what it prints and its exit code in front. Speaks in types of the JDK, as
/// [FirstRed] does.
public final class CommandLine implements Function<List<String>, String> {
    @Override
    public String apply(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(words, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
