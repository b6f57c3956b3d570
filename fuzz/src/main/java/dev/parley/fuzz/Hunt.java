package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Fuzzing of one target in a process of its own, which a parser may hang, fill or overflow.
final class Hunt {
    /// @param said what the fuzzer told about itself
    /// @param found the kept files with inputs that broke the promise; none if it held
    record Result(FuzzerOutput said, List<Path> found) {
        boolean isGreen() {
            return found.isEmpty();
        }
    }

    /// Longer than any frame that is not mostly text, short enough for thousands of inputs in a second.
    private static final int MAX_INPUT_BYTES = 4_096;

    /// A parser that takes this long for [#MAX_INPUT_BYTES] does not end, or might as well; also on a machine
    /// that does ten other things.
    private static final int INPUT_SECONDS = 30;

    /// A parser that fills it with [#MAX_INPUT_BYTES] is broken.
    private static final String HEAP = "-Xmx512m";

    /// For starting and for the last input; past it the process is ended and the hunt has failed.
    private static final Duration GRACE = Duration.ofSeconds(60);

    /// Code whose branches guide the search: ours, and the libraries that parse for us.
    private static final String GUIDING =
            "dev.parley.**:tools.jackson.core.**:com.nimbusds.jose.**:com.nimbusds.jwt.**";

    private final FuzzTarget target;
    private final Path corpus;
    private final Path grown;
    private final Path broken;

    /// @param corpus the kept inputs, where findings go
    /// @param scratch for what the fuzzer grows, which stays from one run to the next
    Hunt(FuzzTarget target, Path corpus, Path scratch) {
        this.target = target;
        this.corpus = corpus;
        this.grown = scratch.resolve("grown");
        this.broken = scratch.resolve("broken");
    }

    /// @throws IOException if the fuzzer does not run on this machine
    Result run(Duration time, Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(grown);
        Files.createDirectories(broken);
        FuzzerOutput said = new FuzzerOutput();
        Process process =
                new ProcessBuilder(command(time)).redirectErrorStream(true).start();
        Thread bound = Thread.ofVirtual().start(() -> endLate(process, time.plus(GRACE)));
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.hear(line);
                progress.at(target, said);
            }
        } finally {
            process.destroyForcibly();
            bound.interrupt();
        }
        int code = process.waitFor();
        List<Path> found = keep();
        if (code != 0 && found.isEmpty()) {
            throw new IOException("the fuzzer ended with " + code + ":\n" + said.lastLines());
        }
        return new Result(said, found);
    }

    private List<String> command(Duration time) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Driver.class.getName(),
                "--target_args=" + target.getClass().getName(),
                "--instrumentation_includes=" + GUIDING,
                "--reproducer_path=" + broken.getParent(),
                "-artifact_prefix=" + broken + "/",
                "-max_total_time=" + Math.max(1, time.toSeconds()),
                "-timeout=" + INPUT_SECONDS,
                "-max_len=" + MAX_INPUT_BYTES,
                "-rss_limit_mb=0", // The heap has its own bound.
                "-print_final_stats=1",
                grown.toString(),
                corpus.toString());
    }

    private static void endLate(Process process, Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// Moves what broke the promise to the inputs that every test run tries.
    private List<Path> keep() throws IOException {
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(broken)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                Path place = corpus.resolve("found-" + name.substring(Math.max(0, name.length() - 12)));
                kept.add(Files.move(file, place, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return kept;
    }
}
