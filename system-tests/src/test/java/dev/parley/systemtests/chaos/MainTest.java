package dev.parley.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtests.trial.TrialProgramTest;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest extends TrialProgramTest {
    MainTest() {
        super("./parley chaos");
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
        return Main.run(words, out);
    }

    @Test
    void badOptionsStartNothingAndAreToldApart() {
        assertThat(said("--seconds")).startsWith("2 --seconds takes a whole number of at least 1.");
        assertThat(said("--seconds", "0")).startsWith("2 --seconds takes a whole number of at least 1, not 0.");
        assertThat(said("--seed", "x")).startsWith("2 --seed takes a whole number, not x.");
    }
}
