package dev.parley.systemtests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtests.trial.TrialProgramTest;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest extends TrialProgramTest {
    MainTest() {
        super("./parley upgrade");
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
        return Main.run(words, out);
    }

    @Test
    void badOptionsStartNothingAndAreToldApart() {
        assertThat(said("--from")).startsWith("2 Missing required parameter for option '--from' (REVISION)");
        assertThat(said("--from", "--seconds")).startsWith("2 --from takes a revision.");
        assertThat(said("--from", " ")).startsWith("2 --from takes a revision.");
        assertThat(said("--way", "there")).startsWith("2 --way takes whole or half, not there.");
        assertThat(said("--seconds", "many")).startsWith("2 --seconds takes a whole number from 1 to 3600, not many.");
        assertThat(said("--seconds", "0")).startsWith("2 --seconds takes a whole number from 1 to 3600, not 0.");
    }
}
