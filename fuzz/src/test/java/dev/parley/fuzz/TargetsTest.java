package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.fuzzkit.Corpus;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));

    /// Folders without sources of ours, some of them large.
    private static final Set<String> PASSED_OVER = Set.of("target", "node_modules", ".git", ".parley", "dist");

    @Test
    void noTargetIsForgotten() throws IOException {
        Set<String> written = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return PASSED_OVER.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = file.toString();
                if (path.endsWith("FuzzTarget.java") && path.contains("/src/test/")) {
                    written.add(path.substring(path.indexOf("dev/parley"), path.length() - ".java".length())
                            .replace('/', '.'));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        written.remove(PlantedFuzzTarget.class.getName());
        assertThat(Targets.ALL.stream().map(target -> target.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void eachHasANameOfItsOwnAndACorpusInOneModule() throws IOException {
        assertThat(Targets.ALL.stream().map(FuzzTarget::name)).doesNotHaveDuplicates();
        for (FuzzTarget target : Targets.ALL) {
            assertThat(Corpus.folder(ROOT, target.name())).isNotEmptyDirectory();
        }
    }

    @Test
    void theTimeIsShared() throws Options.UsageException {
        List<FuzzTarget> two = Targets.ALL.subList(0, 2);
        assertThat(Options.read(List.of(), two).each()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Options.read(List.of("--seconds", "7", two.getLast().name()), two))
                .isEqualTo(new Options(Duration.ofSeconds(7), List.of(two.getLast())));
        assertThat(Options.read(List.of("--seconds", "1"), two).each()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsNoOptionIsRefused() {
        for (List<String> words : List.of(
                List.of("--seconds"),
                List.of("--seconds", "0"),
                List.of("--seconds", "x"),
                List.of("no-such-target"))) {
            assertThatThrownBy(() -> Options.read(words, Targets.ALL)).isInstanceOf(Options.UsageException.class);
        }
    }
}
