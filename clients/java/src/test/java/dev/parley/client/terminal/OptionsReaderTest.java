package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsReaderTest {
    private static Options read(String line) {
        return OptionsReader.read(Words.of(line), Optional.empty());
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
        Options options = OptionsReader.read(List.of("alice"), Optional.of("https://chat.example.org"));

        assertThat(options.server()).isEqualTo(URI.create("https://chat.example.org"));
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
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        StoppedException.class,
                        stopped -> assertThat(stopped.code()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void helpIsForWhoAsksAndWhoSaysNothing() {
        assertThat(OptionsReader.asksForHelp(List.of())).isTrue();
        assertThat(OptionsReader.asksForHelp(List.of("alice", "--help"))).isTrue();
        assertThat(OptionsReader.asksForHelp(List.of("alice"))).isFalse();
    }
}
