package dev.parley.kit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.files.Reloaded;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.services.ServiceKeys.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileTest {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void withoutAFileTheServiceDoesNotStartAndSaysWhatToDo() {
        assertThatThrownBy(() -> open(null, false))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll("parley.services.keys-file is not set", "openssl rand -base64 32");
    }

    @Test
    void aFileThatIsMissingOrOfNoUseIsNamed() throws IOException {
        Path file = directory.resolve("keys");
        assertThatThrownBy(() -> open(file, false))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll("parley.services.keys-file names " + file, "can't be read");
        Files.writeString(file, "c2hvcnQ=\n");
        assertThatThrownBy(() -> open(file, false))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll(file.toString(), "line 1")
                .message()
                .doesNotContain("c2hvcnQ=");
    }

    @Test
    void thoseWhoStartAtOnceMakeOneKey() throws Exception {
        Path file = directory.resolve("new/keys");
        Callable<String> start = () -> {
            try (Reloaded<ServiceKeys> keys = open(file, true)) {
                return keys.get().sign("a", "b", NOW);
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8);
                Reloaded<ServiceKeys> later = open(file, true)) {
            Files.delete(file);
            List<Future<String>> tokens = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(each -> start).toList());
            later.look();
            for (Future<String> token : tokens) {
                assertThat(later.get().check(token.get(), "b", NOW)).isEqualTo(new Checked.Good("a"));
            }
        }
        assertThat(Files.list(file.getParent())).containsExactly(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static Reloaded<ServiceKeys> open(@Nullable Path file, boolean create) {
        return KeysFile.open(new ServicesSettings(file, create), new Random(), () -> {});
    }
}
