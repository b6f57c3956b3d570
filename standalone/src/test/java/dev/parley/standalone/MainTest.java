package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engines.EnginePorts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void upTakesFreshAndPortsInAnyOrder() {
        for (ParseResult up :
                List.of(parse("up", "--ports", "9000", "--fresh"), parse("up", "--fresh", "--ports", "9000"))) {
            assertThat(up.commandSpec().name()).isEqualTo("up");
            assertThat(up.hasMatchedOption("--fresh")).isTrue();
            assertThat(up.matchedOptionValue("--ports", 0)).isEqualTo(9_000);
        }
        assertThat(parse("up").matchedOptions()).isEmpty();
        assertThat(parse("status", "--ports", "1").matchedOptionValue("--ports", 0))
                .isEqualTo(1);
        assertThat(Ports.startingAt(9_000).gateway()).isEqualTo(9_000);
        assertThat(Ports.startingAt(9_000).engines()).isEqualTo(EnginePorts.startingAt(9_010));
        assertThat(Ports.startingAt(Ports.LAST_BASE).gateway()).isEqualTo(65_520);
    }

    @Test
    void whatIsUnknownIsNamedTogetherWithTheUsage() {
        refused("Missing required subcommand\nUsage: ./parley [-h] up|down|status\n");
        refused("There is no verb upp.\nUsage: ./parley ", "upp");
        refused("There is no option --frsh.\nUsage: ./parley up ", "up", "--frsh");
        refused("There is no option --fresh.\nUsage: ./parley down ", "down", "--fresh");
        refused("There is no option --ports.\nUsage: ./parley down ", "down", "--ports", "9000");
        refused("There is no option --fresh.\nUsage: ./parley status ", "status", "--fresh");
        refused("--fresh stands there twice.\nUsage: ./parley up ", "up", "--fresh", "--fresh");
        refused("--ports takes a whole number from 1 to 65520.\nUsage: ./parley up ", "up", "--ports");
        refused("--ports takes a whole number from 1 to 65520, not x.\n", "up", "--ports", "x");
        refused("--ports takes a whole number from 1 to 65520, not 65530.\n", "up", "--ports", "65530");
        refused("--ports takes a whole number from 1 to 65520, not 0.\n", "status", "--ports", "0");
    }

    @Test
    void helpListsTheVerbs() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: ./parley ", "  up ", "  down ", "  status ");
        assertThat(run("up", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: ./parley up ", "--ports BASE", "--fresh");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void noServiceSharesAPortWithAnother() {
        Ports ports = Ports.DEFAULT;
        assertThat(Service.all(ports).stream().map(Service::port))
                .doesNotHaveDuplicates()
                .doesNotContain(ports.chatSockets())
                .contains(7080, 7081, 7082, 7083, 7085, 7086, 7087);
    }

    private void refused(String said, String... words) {
        err.reset();
        assertThat(run(words)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(said);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(String... words) {
        return Main.run(List.of(words), print(out), print(err));
    }

    private ParseResult parse(String... words) {
        return Main.program(print(out), print(err)).parseArgs(words).subcommand();
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
