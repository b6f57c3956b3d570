package dev.parley.client.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clikit.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OptionsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Command(name = "./parley simulate")
    private static final class Asked implements Callable<Integer> {
        @Mixin
        private final Options options = new Options();

        @Override
        public Integer call() {
            options.check();
            return 0;
        }
    }

    private Options read(String words) {
        Asked asked = new Asked();
        assertThat(run(asked, words)).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return asked.options;
    }

    private String refused(String words) {
        out.reset();
        assertThat(run(new Asked(), words)).isEqualTo(2);
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(Asked asked, String words) {
        return Program.run(
                new CommandLine(asked),
                words.isEmpty() ? List.of() : Arrays.asList(words.split(" ", -1)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void withoutWordsTwentyPeopleTalkToAliceOnThisMachine() {
        Options options = read("");

        assertThat(options.users()).isEqualTo(20);
        assertThat(options.with()).isEqualTo("alice");
        assertThat(options.server()).isEqualTo(URI.create("http://localhost:7080"));
        assertThat(options.time()).isEmpty();
        assertThat(options.seed()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() {
        Options options = read("--users 3 --with Bob --url http://127.0.0.1:9 --seconds 7 --seed -4 --password secret");

        assertThat(options.users()).isEqualTo(3);
        assertThat(options.with()).isEqualTo("bob");
        assertThat(options.time()).contains(Duration.ofSeconds(7));
        assertThat(options.seed()).hasValue(-4);
        assertThat(options.credentials(Part.first(1).getFirst()).password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--users 0",
                "--users 101",
                "--users -1",
                "--users many",
                "--users 99999999999",
                "--users",
                "--users 2 --users 3",
                "--seconds 0",
                "--seconds 1.5",
                "--seed x",
                "--with A",
                "--with a/../b",
                "--url localhost:7080",
                "--url ftp://localhost",
                "--url http://",
                "--url http://bad^host",
                "--nonsense 1",
                "20",
                " "
            })
    void whatMakesNoSenseIsUsage(String words) {
        assertThat(refused(words)).contains("\nUsage: ./parley simulate ");
    }

    @Test
    void aPasswordThatEveryoneKnowsIsForThisMachineOnly() {
        read("--url http://127.0.0.1:7080");
        read("--url http://[::1]:7080");
        read("--url http://192.0.2.7 --password secret");
        assertThat(refused("--url http://192.0.2.7")).contains("give --password");
    }

    @Test
    void aHostThatDoesNotExistIsSaid() {
        assertThat(refused("--url http://nowhere.invalid")).startsWith("There is no host called nowhere.invalid.\n");
    }
}
