package dev.parley.systemtests.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every program that tries a cluster says to its options. Nothing is started.
public abstract class TrialProgramTest {
    private final String name;

    /// @param name as it is typed
    protected TrialProgramTest(String name) {
        this.name = name;
    }

    /// The program's exit code.
    protected abstract int run(List<String> words, PrintStream out);

    @Test
    void theClusterHasBounds() {
        assertThat(said("--people", "15")).startsWith("2 --people takes a multiple of 10 from 10 to 100, not 15.");
        assertThat(said("--people", "110")).startsWith("2 --people takes a multiple of 10 from 10 to 100, not 110.");
        assertThat(said("--servers", "1")).startsWith("2 --servers takes a whole number from 2 to 4, not 1.");
        assertThat(said("--servers", "5")).startsWith("2 --servers takes a whole number from 2 to 4, not 5.");
    }

    @Test
    void whatIsUnknownOrTwiceIsAnsweredWithTheUsage() {
        assertThat(said("--poeple", "50"))
                .startsWith("2 There is no option --poeple.")
                .contains("Usage: " + name);
        assertThat(said("--people", "50", "--people", "60")).startsWith("2 --people stands there twice.");
        assertThat(said("50")).startsWith("2 There is no option 50.");
    }

    @Test
    void helpShowsDefaults() {
        assertThat(said("--help"))
                .startsWith("0 Usage: " + name)
                .contains("--people P", "a multiple of ten; 50", "--servers C", "2 to 4; 3", "--seconds N");
    }

    protected final String said(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
