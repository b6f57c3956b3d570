package dev.parley.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void badOptionsStartNothingAndAreToldApart() throws Exception {
        assertThat(run("--sedes", "5"))
                .startsWith("2 There is no option --sedes.")
                .contains("Usage: ./parley chaos");
        assertThat(run("--seconds")).startsWith("2 --seconds takes a number.");
        assertThat(run("--seconds", "0")).startsWith("2 --seconds takes at least 1.");
        assertThat(run("--people", "15")).startsWith("2 --people takes a multiple of ten up to 100.");
        assertThat(run("--servers", "1")).startsWith("2 --servers takes 2 to 4.");
    }

    private static String run(String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
