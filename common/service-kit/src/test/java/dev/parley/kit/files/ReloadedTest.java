package dev.parley.kit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedTest {
    @TempDir
    private Path directory;

    private final AtomicInteger failures = new AtomicInteger();
    private Path one;
    private Path other;

    @BeforeEach
    void write() throws IOException {
        one = Files.writeString(directory.resolve("one"), "a");
        other = Files.writeString(directory.resolve("other"), "a");
    }

    @Test
    void whatIsMadeFollowsTheFiles() throws IOException {
        try (Reloaded<String> reloaded = open()) {
            assertThat(reloaded.get()).isEqualTo("a a");
            Files.writeString(one, "b");
            Files.writeString(other, "b");
            assertThat(reloaded.get()).isEqualTo("a a");
            reloaded.look();
            assertThat(reloaded.get()).isEqualTo("b b");
        }
    }

    @Test
    void filesThatFitNoMoreOrAreGoneLeaveWhatWasMade() throws IOException {
        try (Reloaded<String> reloaded = open()) {
            Files.writeString(one, "b");
            reloaded.look();
            Files.delete(one);
            reloaded.look();
            assertThat(reloaded.get()).isEqualTo("a a");
            assertThat(failures).hasValue(2);
            Files.writeString(one, "b");
            Files.writeString(other, "b");
            reloaded.look();
            assertThat(reloaded.get()).isEqualTo("b b");
            assertThat(failures).hasValue(2);
        }
    }

    @Test
    void aFileThatIsMissingAtFirstIsNamed() throws IOException {
        Files.delete(other);
        assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining(other.toString());
    }

    private Reloaded<String> open() {
        return new Reloaded<>("test", List.of(one, other), ReloadedTest::equal, failures::incrementAndGet);
    }

    private static String equal(List<byte[]> contents) {
        List<String> texts = contents.stream()
                .map(it -> new String(it, StandardCharsets.UTF_8))
                .toList();
        if (!texts.getFirst().equals(texts.getLast())) {
            throw new IllegalArgumentException("they don't fit");
        }
        return texts.stream().collect(Collectors.joining(" "));
    }
}
