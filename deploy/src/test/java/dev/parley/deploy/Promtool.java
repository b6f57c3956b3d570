package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prometheus's own judge of rules: the one on the PATH, or the one of Debian's package, which is fetched once and
/// unpacked below `.parley`, so that nothing is installed and no server is started.
final class Promtool {
    private static final Path UNPACKED = Repository.ROOT.resolve(".parley/promtool");
    /// The package has 20 MB. Whoever needs longer goes without, and is told so.
    private static final int MINUTES = 5;

    private static @Nullable String command;
    private static @Nullable String lack;

    private Promtool() {}

    /// Skips the test that asks, and prints why, where there is none.
    static synchronized void assume() {
        if (command == null && lack == null) {
            try {
                command = find();
            } catch (IOException lacks) {
                lack = "skipped: promtool is not on the PATH, and Debian's package can't be unpacked here: "
                        + lacks.getMessage();
                System.out.println(lack);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopping);
            }
        }
        assumeTrue(command != null, String.valueOf(lack));
    }

    /// Ends well, or the test fails with what was said.
    static void run(Path directory, String... words) throws IOException, InterruptedException {
        assume();
        Said said = say(
                directory,
                Stream.concat(Stream.of(String.valueOf(command)), Stream.of(words))
                        .toList());
        assertThat(said.code()).as(said.text()).isZero();
    }

    private static String find() throws IOException, InterruptedException {
        Path unpacked = UNPACKED.resolve("usr/bin/promtool");
        if (isOnThePath("promtool")) {
            return "promtool";
        }
        if (!Files.isExecutable(unpacked)) {
            unpack();
        }
        // One for another machine, in a checkout that was copied, would not run.
        must(UNPACKED, unpacked.toString(), "--version");
        return unpacked.toString();
    }

    private static void unpack() throws IOException, InterruptedException {
        for (String tool : List.of("apt-get", "dpkg")) {
            if (!isOnThePath(tool)) {
                throw new IOException("there is no " + tool);
            }
        }
        Files.createDirectories(UNPACKED);
        Path directory = Files.createTempDirectory(UNPACKED, "package");
        try {
            List<String> download = List.of("apt-get", "download", "-qq", "prometheus");
            if (say(directory, download).code() != 0) {
                // Without lists of packages, as in many images, or with old ones.
                must(directory, "apt-get", "update", "-qq");
                must(directory, download.toArray(String[]::new));
            }
            for (Path file : files(directory)) {
                must(directory, "dpkg", "-x", file.toString(), UNPACKED.toString());
            }
        } finally {
            for (Path file : files(directory)) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void must(Path directory, String... command) throws IOException, InterruptedException {
        Said said = say(directory, List.of(command));
        if (said.code() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.text().strip());
        }
    }

    private record Said(int code, String text) {}

    private static Said say(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Said(-1, "took longer than " + MINUTES + " minutes");
            }
            return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isOnThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(it -> Path.of(it, tool).toFile().canExecute());
    }
}
