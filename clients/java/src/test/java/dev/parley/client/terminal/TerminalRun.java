package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.client.ScriptedServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One run of the program, with what it prints.
final class TerminalRun {
    /// Longer than three heartbeats, after which an end that the JDK does not tell of is noticed.
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(40);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PipedWriter typing = new PipedWriter();
    private final CompletableFuture<ExitCode> exit;

    /// @param in what stands on standard input; null for what is typed later
    /// @param secret what a person answers to the question for a password
    TerminalRun(
            ScriptedServer server,
            Path state,
            Map<String, String> environment,
            @Nullable String in,
            @Nullable String secret,
            String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.uri().toString()));
        Surroundings surroundings =
                new Surroundings(input(in), print(out), print(err), environment, state, false, prompt -> secret);
        exit = CompletableFuture.supplyAsync(
                () -> named(new Main(surroundings, Clock.systemUTC()).run(all)),
                task -> Thread.ofVirtual().start(task));
    }

    private static ExitCode named(int code) {
        return Arrays.stream(ExitCode.values())
                .filter(it -> it.code() == code)
                .findAny()
                .orElseThrow();
    }

    private BufferedReader input(@Nullable String in) {
        try {
            return new BufferedReader(in == null ? new PipedReader(typing) : new StringReader(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    ExitCode exit() {
        return exit.orTimeout(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS).join();
    }

    void type(String line) {
        try {
            typing.write(line + "\n");
            typing.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void awaitOut(String text) {
        await().atMost(SOON).untilAsserted(() -> assertThat(out()).contains(text));
    }
}
