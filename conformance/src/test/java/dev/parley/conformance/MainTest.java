package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.check.Checks;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.hostile.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void theListHasEveryRuleOnce() {
        assertThat(run("--list")).isZero();
        assertThat(lines()).hasSizeGreaterThan(80 + 30);
        assertThat(lines().stream().map(line -> line.split(" ", 2)[0])).doesNotHaveDuplicates();
        assertThat(Stream.<Rule>concat(Checks.ALL.stream(), Scenarios.ALL.stream()))
                .allSatisfy(rule -> assertThat(rule.id()).matches("[a-z]+-[0-9]{2}"))
                .allSatisfy(rule -> assertThat(rule.rule()).endsWith("."));
    }

    @Test
    void someRulesAreNamedByTheBeginningOfTheirId() {
        assertThat(run("--list", "--only", "typing,send-03")).isZero();
        assertThat(lines()).hasSize(6).allMatch(line -> line.startsWith("typing-") || line.startsWith("send-03 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--url",
                "--url ftp://localhost",
                "--url not a url",
                "--colour red --url http://localhost:1",
                "--url http://localhost:1 --only send-99",
                "--url http://localhost:1 --at-once 0",
                "--url http://localhost:1 --at-once many",
                "--client",
                "--client --url http://localhost:1 -- true",
                "--url http://localhost:1 --url http://localhost:1",
                "--url http://localhost:1 --slow true --slow",
                "--url http://localhost:1 -- true"
            })
    void wrongWordsAreAnsweredWithTheRightOnes(String words) {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(2);
        assertThat(lines()).anyMatch(line -> line.startsWith("Usage: "));
    }

    @Test
    void helpIsNoMistake() {
        assertThat(run("--help")).isZero();
        assertThat(lines().getFirst()).startsWith("Usage: ./parley conformance --url URL");
        assertThat(lines()).anyMatch(line -> line.contains("--at-once N") && line.contains("6 if not given"));
    }

    @Test
    void optionsBehindTheCommandAreTheCommands() {
        assertThat(run("--client", "--only", "client-01", "--", "true", "--list", "--help"))
                .isEqualTo(1);
    }

    @Test
    void whereNobodyAnswersNoRuleIsTried() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(run("--url", "http://localhost:" + free)).isEqualTo(2);
        assertThat(lines()).singleElement().asString().startsWith("Nobody answers: ");
    }

    @Test
    void aCommandThatIsNoClientKeepsNoPromise() {
        assertThat(run("--client", "--only", "client-01", "--", "true")).isEqualTo(1);
        assertThat(lines().getLast()).startsWith("does not conform: 0 passed, 1 failed, 0 skipped");
    }

    private int run(String... words) {
        return Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
