package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuntSystemTest {
    /// Found within a second or two where nothing else runs.
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @Test
    void aPlantedBugIsFoundAndItsInputKept(@TempDir Path folder) throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("seed"), "abc");
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()), System::nanoTime);

        Hunt.Result result = new Hunt(new PlantedFuzzTarget(), corpus, folder.resolve("scratch")).run(AT_MOST, silent);

        assertThat(result.isGreen()).as(result.said().lastLines()).isFalse();
        assertThat(result.said().broken()).contains("ArithmeticException: planted");
        assertThat(result.found()).singleElement().satisfies(file -> {
            assertThat(file).hasParent(corpus);
            // Behind it may stand any bytes.
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("bug");
        });
    }
}
