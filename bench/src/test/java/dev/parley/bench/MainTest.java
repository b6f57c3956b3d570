package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void badWordsStartNothingAndAreToldApart() {
        assertThat(run("quickness"))
                .startsWith("2 There is no workload quickness.")
                .contains("Usage: ./parley bench");
        assertThat(run("--sedes", "5")).startsWith("2 There is no option --sedes.");
        assertThat(run("--rounds")).startsWith("2 --rounds takes a whole number of at least 1.");
        assertThat(run("--rounds", "0")).startsWith("2 --rounds takes a whole number of at least 1, not 0.");
        assertThat(run("--rounds", "1", "--rounds", "2")).startsWith("2 --rounds stands there twice.");
        assertThat(run("--seconds", "many")).startsWith("2 --seconds takes a whole number of at least 1, not many.");
        assertThat(run("--json")).startsWith("2 Missing required parameter for option '--json' (FILE)");
        assertThat(run("--json", "")).startsWith("2 --json takes a file.");
        assertThat(run("--plot")).startsWith("2 Missing required parameter for option '--plot' (FILE)");
        assertThat(run("--events", "99")).startsWith("2 --events takes a whole number of at least 100, not 99.");
        assertThat(run("--connections", "97501"))
                .startsWith("2 --connections takes a whole number from 5 to 97500, not 97501.");
        assertThat(run("history", "--events", "-1"))
                .startsWith("2 --events takes a whole number of at least 100, not -1.");
    }

    @Test
    void helpListsEveryWorkload() {
        assertThat(run("--help"))
                .startsWith("0 Usage: ./parley bench ")
                .contains("of subject and floor in turn; 3", "10000", "95000", "[workload...]")
                .contains("latency ", "direct ", "cpu ", "group ", "idle ", "history ", "ids ", "growth ");
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
