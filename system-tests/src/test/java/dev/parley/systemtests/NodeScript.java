package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Tests that are written in JavaScript, against what runs here. What they print is shown.
final class NodeScript {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));
    private static final Path MISSING = ROOT.resolve("web/target/classes/dev/parley/web/missing.txt");
    /// What a script ends with that can't run here, having said why.
    private static final int SKIPPED = 77;

    /// A script that hangs then fails, instead of the build.
    private static final int LONGEST_MINUTES = 15;

    private NodeScript() {}

    /// Skips the test, and says so, where the web client was not built.
    static void needsWebClient() throws IOException {
        if (Files.exists(MISSING)) {
            String why = Files.readString(MISSING).strip();
            System.out.println("skipped: " + why);
            Assumptions.abort(why);
        }
    }

    /// Runs a script to its end and wants it to pass.
    ///
    /// @param wishes what the script may ask for on a line of its own; it is told when that is done
    static void run(Map<String, Runnable> wishes, String... words) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        Stream.concat(Stream.of("node"), Stream.of(words)).toList())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_MINUTES, TimeUnit.MINUTES).execute(node::destroyForcibly);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = node.inputReader();
                BufferedWriter answers = node.outputWriter()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                lines.add(line);
                Runnable wish = wishes.get(line);
                if (wish != null) {
                    wish.run();
                    answers.write("done\n");
                    answers.flush();
                }
            }
            String all = String.join("\n", lines);
            assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
            Assumptions.assumeTrue(node.exitValue() != SKIPPED, all);
            assertThat(node.exitValue()).as(all).isZero();
        } finally {
            node.destroy();
        }
    }
}
