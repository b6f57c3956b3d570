package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.error.ErrorCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MainTest extends TerminalScene {
    // Sending.

    @Test
    void sendWaitsForTheMessageToCountAndPrintsItsSeq() {
        TerminalRun run = run("alice", "--to", "bob", "--send", "hi");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("1\n");
        assertThat(text(server.log(chat).getFirst())).isEqualTo("hi");
    }

    @Test
    void sendReadsStandardInputAndTellsMoreInJson() {
        TerminalRun run = new TerminalRun(
                server, state, Map.of(), "two\nlines 😀", null, "alice", "--to", "bob", "--send", "-", "--json");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(json(run.out()).get("seq").intValue()).isEqualTo(1);
        assertThat(json(run.out()).get("conversationId").stringValue()).isEqualTo(chat.value());
        assertThat(text(server.log(chat).getFirst())).isEqualTo("two\nlines 😀");
    }

    @Test
    void refusedSendExitsWithOneAndSaysWhy() {
        server.refuseNextSend(ErrorCode.BLOCKED);
        TerminalRun run = run("alice", "--to", "bob", "--send", "hi");

        assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("blocked");
    }

    @Test
    void sendToNobodyIsRefused() {
        assertThat(run("alice", "--to", "nobody", "--send", "hi").exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(run("alice", "--to", "bob", "--send", "").exit()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void sendWithoutAnswerTimesOutAndIsKeptForTheNextRun() {
        server.swallowSends(1);
        TerminalRun late = run("alice", "--to", "bob", "--send", "first", "--timeout", "1");
        assertThat(late.exit()).isEqualTo(ExitCode.TIMED_OUT);

        assertThat(run("alice", "--to", "bob", "--send", "second").exit()).isEqualTo(ExitCode.OK);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(server.log(chat)).extracting(MainTest::text).containsExactly("first", "second"));
    }

    @Test
    void serverThatIsNotThereIsUnreachable() {
        server.close();

        assertThat(run("alice", "--to", "bob", "--send", "hi").exit()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void chatServerThatIsNotThereIsUnreachableToo() {
        server.discoveryFails(ErrorCode.RETRY);

        assertThat(run("alice", "--to", "bob", "--send", "hi", "--timeout", "1").exit())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    // Logging in.

    @Test
    void wrongPasswordFailsEvenWhereALoginIsStored() {
        assertThat(run("alice", "--history", "bob").exit()).isEqualTo(ExitCode.OK);

        TerminalRun run = run("alice", "--history", "bob", "--password", "wrong");

        assertThat(run.exit()).isEqualTo(ExitCode.LOGIN_FAILED);
        assertThat(run.err()).contains("Name or password is wrong.");
    }

    @Test
    void passwordComesFromTheEnvironmentOrAPerson() {
        assertThat(run("dave", "--history", "bob").exit()).isEqualTo(ExitCode.LOGIN_FAILED);
        assertThat(new TerminalRun(
                                server,
                                state,
                                Map.of("PARLEY_PASSWORD", "parley-dave"),
                                "",
                                null,
                                "dave",
                                "--history",
                                "bob")
                        .exit())
                .isEqualTo(ExitCode.OK);
        server.forgetLogins();
        assertThat(new TerminalRun(server, state, Map.of(), "", "parley-dave", "dave", "--history", "bob").exit())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void storedLoginIsUsedAgain() {
        assertThat(run("dave", "--history", "bob", "--password", "parley-dave").exit())
                .isEqualTo(ExitCode.OK);
        server.expireAccessTokens();

        assertThat(run("dave", "--history", "bob").exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void accountIsMadeOnce() {
        String[] register = {"erin", "--register", "--password", "a good one", "--to", "bob", "--send", "new here"};
        assertThat(run(register).exit()).isEqualTo(ExitCode.OK);
        assertThat(run(register).exit()).isEqualTo(ExitCode.LOGIN_FAILED);
    }

    @Test
    void usageAndHelp() {
        TerminalRun nonsense = run("alice", "--nonsense");
        assertThat(nonsense.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(nonsense.out()).isEmpty();
        assertThat(nonsense.err()).startsWith("There is no option --nonsense.\nUsage: ./parley chat NAME ");
        TerminalRun help = run("--help");
        assertThat(help.exit()).isEqualTo(ExitCode.OK);
        assertThat(help.out()).contains("--listen");
    }

    @Test
    void whoSaysNothingIsToldWhatThereIsToSay() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                new BufferedReader(new StringReader("")), print, print, Map.of(), state, false, prompt -> null);
        assertThat(new Main(surroundings, Clock.systemUTC()).run(List.of())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: ./parley chat NAME ");
    }

    @Test
    void whatIsKeptIsForItsOwnerOnly() throws IOException {
        assertThat(run("alice", "--to", "bob", "--send", "hi").exit()).isEqualTo(ExitCode.OK);

        try (Stream<Path> files = Files.walk(state)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
    }
}
