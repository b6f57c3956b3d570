package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clikit.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ChatCommandTest {
    private final List<Options> carriedOut = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Options read(String line) {
        assertThat(run(line, Optional.empty())).as(line).isEqualTo(ExitCode.OK.code());
        return carriedOut.getLast();
    }

    private int run(String line, Optional<String> defaultServer) {
        ChatCommand command = new ChatCommand(defaultServer, options -> {
            carriedOut.add(options);
            return ExitCode.OK;
        });
        return Program.run(
                new CommandLine(command), Words.of(line), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void nameAloneIsForTalkingOnThisMachine() {
        Options options = read("Alice");

        assertThat(options.name()).isEqualTo("alice");
        assertThat(options.server()).isEqualTo(URI.create("http://localhost:7080"));
        assertThat(options.action()).isEqualTo(new Options.Action.Talk());
    }

    @Test
    void scriptsSendListenAndRead() {
        Options send = read("alice --to bob --send \"hi there\" --timeout 5 --json");
        assertThat(send.action()).isEqualTo(new Options.Action.Send("hi there"));
        assertThat(send.to()).contains("bob");
        assertThat(send.timeout()).contains(Duration.ofSeconds(5));
        assertThat(send.json()).isTrue();
        assertThat(read("bob --listen --count 3 --new-only").action()).isEqualTo(new Options.Action.Listen(3, true));
        assertThat(read("--history bob --limit 500 alice").action()).isEqualTo(new Options.Action.History("bob", 500));
        assertThat(read("alice --to bob --send --json").action()).isEqualTo(new Options.Action.Send("--json"));
    }

    @Test
    void serverOfTheEnvironmentIsTheDefault() {
        Optional<String> variable = Optional.of("https://chat.example.org");
        assertThat(run("alice", variable)).isEqualTo(ExitCode.OK.code());
        assertThat(carriedOut.getLast().server()).isEqualTo(URI.create("https://chat.example.org"));
        assertThat(run("alice --server http://x:1", variable)).isEqualTo(ExitCode.OK.code());
        assertThat(carriedOut.getLast().server()).isEqualTo(URI.create("http://x:1"));
        assertThat(run("alice", Optional.of("chat.example.org"))).isEqualTo(ExitCode.USAGE.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen",
                "alice bob",
                "al",
                "../../etc",
                "alice --what",
                "alice --send hi",
                "alice --to bob",
                "alice --to bob --send",
                "alice --send hi --to bob --listen",
                "alice --json",
                "alice --count 3",
                "alice --listen --count 0",
                "alice --listen --count many",
                "alice --listen --listen",
                "alice --history bob --limit 0",
                "alice --timeout x --listen",
                "alice --server localhost:7080",
                "alice --server nonsense",
                "alice --display-name A"
            })
    void commandLineThatMakesNoSenseIsAUsageError(String line) {
        assertThat(run(line, Optional.empty())).isEqualTo(ExitCode.USAGE.code());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("\nUsage: ./parley chat NAME ");
        assertThat(carriedOut).isEmpty();
    }

    @Test
    void helpStartsNothing() {
        assertThat(run("alice --help", Optional.empty())).isEqualTo(ExitCode.OK.code());
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./parley chat NAME ")
                .contains("Talk as NAME", "--send TEXT", "--new-only", "Exit codes: 0 done");
        assertThat(carriedOut).isEmpty();
    }
}
