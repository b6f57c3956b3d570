package dev.parley.systemtests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void badOptionsStartNothingAndAreToldApart() throws Exception {
        assertThat(run("--form", "HEAD"))
                .startsWith("2 There is no option --form.")
                .contains("Usage: ./parley upgrade");
        assertThat(run("--from")).startsWith("2 --from takes a revision.");
        assertThat(run("--from", "--seconds")).startsWith("2 --from takes a revision.");
        assertThat(run("--way", "there")).startsWith("2 --way takes whole or half.");
        assertThat(run("--seconds", "many")).startsWith("2 --seconds takes a number.");
        assertThat(run("--seconds", "0")).startsWith("2 --seconds takes 1 to 3600.");
        assertThat(run("--people", "15")).startsWith("2 --people takes a multiple of ten up to 100.");
        assertThat(run("--servers", "1")).startsWith("2 --servers takes 2 to 4.");
    }

    private static String run(String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
