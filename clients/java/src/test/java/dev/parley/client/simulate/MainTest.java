package dev.parley.client.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.parley.client.ScriptedServer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People in a hurry, with a scripted server.
class MainTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Tempo HURRY = new Tempo(0.01);

    private final ScriptedServer server = new ScriptedServer();
    private final List<Run> runs = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    /// One run of the program, with what it prints.
    private static final class Run {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final CompletableFuture<Company.Ending> stop = new CompletableFuture<>();
        private final CompletableFuture<Integer> code;

        Run(Path state, String... words) {
            PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
            code = CompletableFuture.supplyAsync(
                    () -> new Main(new Board(print, false), state, HURRY, stop).run(List.of(words), print),
                    task -> Thread.ofVirtual().start(task));
        }

        int code() {
            return code.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        }

        int stop() {
            stop.complete(new Company.Ending(0, "Everyone goes home."));
            return code();
        }

        void awaitOut(String text) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(out.toString(StandardCharsets.UTF_8)).contains(text));
        }
    }

    private Run run(String... more) {
        List<String> words = new ArrayList<>(List.of("--url", server.uri().toString(), "--seed", "1"));
        words.addAll(List.of(more));
        Run run = new Run(state, words.toArray(String[]::new));
        runs.add(run);
        return run;
    }

    @AfterEach
    void close() {
        runs.forEach(Run::stop);
        server.close();
    }

    private List<Event> by(UserId author, ConversationId conversation) {
        return server.log(conversation).stream()
                .filter(event -> event.author().equals(author))
                .toList();
    }

    // What they do.

    @Test
    void theyWriteFirstAndAnswerAndAreSeenTyping() {
        server.user("alice");
        run("--users", "2");
        await().atMost(SOON).until(() -> server.hellos() >= 2);
        UserId lena = server.user("lena.sim");
        ConversationId chat = server.direct("alice", "lena.sim");
        await().atMost(SOON).until(() -> !by(lena, chat).isEmpty());
        assertThat(server.received()).contains(new ClientFrame.Typing(chat));

        // Who does not write first answers all the same.
        UserId omar = server.user("omar.sim");
        ConversationId other = server.direct("alice", "omar.sim");
        assertThat(by(omar, other)).isEmpty();
        server.post("alice", other, "are you there?");
        await().atMost(SOON).until(() -> !by(omar, other).isEmpty());
        String answer = ((EventBody.Text) by(omar, other).getFirst().body()).text();
        assertThat(Language.ARABIC.all()).contains(answer);
        await().atMost(SOON).until(() -> server.readSeq("omar.sim", other) == 1);
    }

    @Test
    void accountsAndDevicesAreUsedAgain() throws IOException {
        server.user("alice");
        Run first = run("--users", "2");
        await().atMost(SOON).until(() -> server.hellos() >= 2);
        assertThat(first.stop()).isZero();
        UserId lena = server.user("lena.sim");

        server.forgetLogins();
        long before = server.hellos();
        Run second = run("--users", "2");
        await().atMost(SOON).until(() -> server.hellos() >= before + 2);
        assertThat(second.stop()).isZero();

        assertThat(server.user("lena.sim")).isEqualTo(lena);
        try (Stream<Path> files = Files.walk(state)) {
            assertThat(files.filter(file -> file.endsWith("session.json"))).hasSize(2);
        }
    }

    @Test
    void timeIsUpAfterSomeSeconds() {
        server.user("alice");
        Run run = run("--users", "1", "--seconds", "1");

        assertThat(run.code()).isZero();
        run.awaitOut("Time is up.");
        run.awaitOut("of 1 here");
    }

    // What may be wrong.

    @Test
    void aServerThatGoesAwayIsWaitedFor() {
        server.user("alice");
        server.discoveryFails(ErrorCode.RETRY);
        Run run = run("--users", "2");
        run.awaitOut("No connection to " + server.uri());

        server.discoveryFails(null);
        run.awaitOut("Connected to " + server.uri());
        assertThat(run.stop()).isZero();
    }

    @Test
    void whereNobodyListensTheyGoOnTryingUntilTheyAreStopped() {
        server.close();
        Run run = run("--users", "2");

        run.awaitOut("No connection to " + server.uri());
        assertThat(run.stop()).isZero();
    }

    @Test
    void withoutTheDeveloperThereIsNoPoint() {
        Run run = run("--with", "nobody.here");

        assertThat(run.code()).isEqualTo(1);
        run.awaitOut("There is nobody called nobody.here");
    }

    @Test
    void anAccountWithAnotherPasswordStaysAway() {
        server.user("alice");
        server.user("lena.sim");
        Run run = run("--users", "1", "--password", "another one");

        assertThat(run.code()).isEqualTo(1);
        run.awaitOut("lena.sim is not let in");
    }

    @Test
    void somethingElseThanParleyIsSaid() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            Run run = new Run(
                    state, "--url", "http://localhost:" + other.getAddress().getPort());
            assertThat(run.code()).isEqualTo(3);
            run.awaitOut("does not speak Parley");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void usageAndHelp() {
        Run nobody = run("--users", "0");
        assertThat(nobody.code()).isEqualTo(2);
        nobody.awaitOut("--users takes a whole number from 1 to 100, not 0.\nUsage: ./parley simulate ");
        Run help = run("--help");
        assertThat(help.code()).isZero();
        help.awaitOut("--with NAME");
    }
}
