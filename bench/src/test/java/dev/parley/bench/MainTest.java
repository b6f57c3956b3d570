package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void badWordsStartNothingAndAreToldApart() throws IOException {
        assertThat(run("quickness"))
                .startsWith("2 There is no workload quickness.")
                .contains("Usage: ./parley bench");
        assertThat(run("--sedes", "5")).startsWith("2 There is no option --sedes.");
        assertThat(run("--rounds")).startsWith("2 --rounds takes a number.");
        assertThat(run("--rounds", "0")).startsWith("2 --rounds takes at least 1.");
        assertThat(run("--seconds", "many")).startsWith("2 --seconds takes a number.");
        assertThat(run("--json")).startsWith("2 --json takes a file.");
        assertThat(run("--plot")).startsWith("2 --plot takes a file.");
        assertThat(run("--events", "99")).startsWith("2 --events takes at least 100.");
        assertThat(run("--connections", "97501")).startsWith("2 --connections takes at most 97500.");
        assertThat(run("history", "--events", "-1")).startsWith("2 --events takes at least 100.");
    }

    @Test
    void helpListsEveryWorkload() throws IOException {
        assertThat(run("--help"))
                .startsWith("0 ")
                .contains("latency ", "direct ", "cpu ", "group ", "idle ", "history ", "ids ", "growth ");
    }

    private static String run(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
