package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtests.process.RunningParley;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The web client in a real browser, and its library in Node, against everything. The cases are in `web/browser`; each
/// prints a line.
@Execution(ExecutionMode.SAME_THREAD)
@Order(3)
@ExtendWith(SharedParley.class)
class WebSystemTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));
    private static final Path MISSING = ROOT.resolve("web/target/classes/dev/parley/web/missing.txt");
    /// What a script ends with that can't run here, having said why.
    private static final int SKIPPED = 77;

    private static RunningParley parley;

    @BeforeAll
    static void start() throws IOException {
        if (Files.exists(MISSING)) {
            String why = Files.readString(MISSING).strip();
            System.out.println("skipped: " + why);
            Assumptions.abort(why);
        }
        parley = SharedParley.get();
    }

    @Test
    void peopleTalkInBrowsers() throws Exception {
        run("web/browser/run.mjs");
    }

    @Test
    void theTutorialAndTheHowTosWorkAsTheyStand() throws Exception {
        run("web/browser/tutorial.mjs");
    }

    @Test
    void theLibraryTalksFromNode() throws Exception {
        run("clients/typescript/test/live.mjs");
    }

    private static void run(String script) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(List.of("node", script, parley.url().toString()))
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = node.inputReader()) {
            String lines = output.lines().peek(System.out::println).collect(Collectors.joining("\n"));
            assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
            Assumptions.assumeTrue(node.exitValue() != SKIPPED, lines);
            assertThat(node.exitValue()).as(lines).isZero();
        } finally {
            node.destroy();
        }
    }
}
