package dev.parley.systemtests.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engines.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Trial trial =
            new Trial("nothing lost", Path.of("logs"), new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void theLastLineIsTheVerdict() {
        assertThat(trial.say(new Verdict(List.of(), "3 sent"))).isZero();
        assertThat(trial.say(new Verdict(List.of("one is lost", "one came twice"), "3 sent")))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                green: 3 sent; nothing lost
                one is lost
                one came twice
                red: 2 promises broken; 3 sent; logs are in logs
                """);
    }

    @Test
    void whatCanNotBeStartedOrMendedIsRed() throws Exception {
        for (Throwable failure : List.of(new EngineException("no port"), new AssertionError("not mended"))) {
            out.reset();
            int code = trial.run(
                    () -> {
                        throw unchecked(failure);
                    },
                    cluster -> new Verdict(List.of(), ""));
            assertThat(code).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("\tat ")
                    .endsWith("red: " + failure.getMessage() + "; logs are in logs\n");
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
