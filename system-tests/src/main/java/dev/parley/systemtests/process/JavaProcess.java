package dev.parley.systemtests.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a JVM of the product is started here: as `./parley` does.
final class JavaProcess {
    private JavaProcess() {}

    /// @param heap as `-Xmx` takes it
    /// @param checkout below which it keeps its data and logs
    /// @param environment beside that of this process
    /// @param options further options of the JVM
    /// @param release whose classes it runs
    /// @param output takes what it writes to standard output and error
    static Process start(
            String heap,
            Path checkout,
            Map<String, String> environment,
            List<String> options,
            Release release,
            String mainClass,
            List<String> words,
            File output) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dparley.root=" + checkout));
        command.addAll(options);
        command.addAll(List.of("-cp", release.classPath(), mainClass));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output))
                    .redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
