package dev.parley.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private enum Colour {
        RED,
        GREEN,
        WHITE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(name = "./paint", description = "Paints.")
    private static final class Paint implements Callable<Integer> {
        @Option(names = "--text", paramLabel = "TEXT")
        private String text = "";

        @Option(names = "--coats", paramLabel = "N", description = "how often; ${DEFAULT-VALUE}")
        @WholeNumber(least = 1)
        private int coats = 2;

        @Option(names = "--litres")
        @WholeNumber(least = 10, most = 100, multipleOf = 10)
        private int litres;

        @Option(names = "--seed")
        @WholeNumber
        private long seed;

        @Option(names = "--colour")
        private Colour colour = Colour.RED;

        @Option(names = "--mixed", split = ",")
        private Set<Colour> mixed = Set.of();

        @Option(names = "--shop", converter = HttpAddress.class)
        private @Nullable URI shop;

        @Parameters(arity = "0..1")
        private String wall = "";

        @Override
        public Integer call() {
            if (wall.equals("ceiling")) {
                throw new UsageException("A ceiling\nis no wall.");
            }
            if (wall.equals("fresco")) {
                throw new IllegalStateException("still wet");
            }
            text += " " + coats + " " + litres + " " + seed + " " + colour + " " + mixed + " " + shop + " " + wall;
            return 7;
        }
    }

    @Command(name = "./shop", exitCodeOnInvalidInput = 1)
    private static final class Shop {
        @Command(description = "open it")
        int open(@Option(names = "--hours", defaultValue = "8") @WholeNumber(least = 1, most = 24) int hours) {
            return hours;
        }
    }

    @Test
    void wordsThatMakeSenseRunTheCommandWhoseExitCodeCounts() {
        Paint paint = new Paint();
        assertThat(run(paint, "--text", "a", "--coats", "3", "--litres", "20", "--seed", "-4", "north"))
                .isEqualTo(7);
        assertThat(paint.text).isEqualTo("a 3 20 -4 red [] null north");
        Paint mixed = new Paint();
        assertThat(run(mixed, "--colour", "green", "--mixed", "red,green", "--shop", "https://shop:1"))
                .isEqualTo(7);
        assertThat(mixed.text).isEqualTo(" 2 0 0 green [red, green] https://shop:1 ");
        assertThat(run(new Shop(), "open")).isEqualTo(8);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aWordBehindAnOptionIsItsValueWhateverItLooksLike() {
        for (String word : List.of("--coats", "-h", "--nonsense", "@file", "\"quoted\"", "", "${sys:user.name}")) {
            Paint paint = new Paint();
            assertThat(run(paint, "--text", word)).isEqualTo(7);
            assertThat(paint.text).startsWith(word + " 2 ");
        }
    }

    @Test
    void helpShowsOptionsInTheirOrderAndDefaults() {
        assertThat(run(new Paint(), "--nonsense", "--coats", "0", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./paint [-h] [--text TEXT] [--coats N] ")
                .containsSubsequence("--text TEXT", "--coats N", "how often; 2", "--help");
        out.reset();
        assertThat(run(new Shop(), "open", "-h")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: ./shop open ");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void nonsenseIsAnsweredWithASentenceAndTheUsage() {
        refused("There is no option --txt.", "--txt", "a");
        refused("There is no option --text=a.", "--text=a");
        refused("That is too much: south.", "north", "south");
        refused("--coats stands there twice.", "--coats", "1", "--coats", "2");
        refused("Missing required parameter for option '--text' (TEXT)", "--text");
        refused("\"ftp://shop\" is no http or https address.", "--shop", "ftp://shop");
        refused("\"no shop\" is no http or https address.", "--shop", "no shop");
        refused("A ceiling?is no wall.", "ceiling");
        refused("There is no option --?[2J.", "--\u001b[2J");
    }

    @Test
    void numbersAndWordsOfAListAreToldApartFromOthers() {
        refused("--coats takes a whole number of at least 1, not 0.", "--coats", "0");
        refused("--coats takes a whole number of at least 1, not many.", "--coats", "many");
        refused("--coats takes a whole number of at least 1, not 99999999999.", "--coats", "99999999999");
        refused("--coats takes a whole number of at least 1.", "--coats");
        refused("--litres takes a multiple of 10 from 10 to 100, not 15.", "--litres", "15");
        refused("--litres takes a multiple of 10 from 10 to 100, not 110.", "--litres", "110");
        refused("--seed takes a whole number, not 1.5.", "--seed", "1.5");
        refused("--colour takes red, green or white, not blue.", "--colour", "blue");
        refused("--mixed takes red, green or white, not blue.", "--mixed", "red,blue");
    }

    @Test
    void verbsHaveUsagesOfTheirOwn() {
        assertThat(run(new Shop(), "close")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no verb close.\nUsage: ./shop ");
        err.reset();
        assertThat(run(new Shop())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: ./shop ");
        err.reset();
        assertThat(run(new Shop(), "open", "--hours", "25")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("--hours takes a whole number from 1 to 24, not 25.\nUsage: ./shop open ");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatTheCommandDoesNotExpectIsShownWithItsStack() {
        assertThat(run(new Paint(), "fresco")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("IllegalStateException: still wet", "\tat ");
    }

    private void refused(String sentence, String... words) {
        err.reset();
        assertThat(run(new Paint(), words)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(sentence + "\nUsage: ./paint ");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(Object command, String... words) {
        return Program.run(
                new CommandLine(command),
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
