package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzzkit.Corpus;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine;

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
    void theTimeIsShared() {
        List<FuzzTarget> two = Targets.ALL.subList(0, 2);
        assertThat(read(two).targets()).isEqualTo(two);
        assertThat(read(two).each(2)).isEqualTo(Duration.ofSeconds(30));
        Main one = read(two, "--seconds", "7", two.getLast().name());
        assertThat(one.targets()).containsExactly(two.getLast());
        assertThat(one.each(1)).isEqualTo(Duration.ofSeconds(7));
        assertThat(read(two, "--seconds", "1").each(2)).isEqualTo(Duration.ofSeconds(2));
    }

    private static Main read(List<FuzzTarget> known, String... words) {
        Main main = new Main(known, ROOT, System.out);
        new CommandLine(main).parseArgs(words);
        return main;
    }

    @Test
    void whatIsNoOptionIsRefused() {
        String bounds = "2 --seconds takes a whole number from 1 to 604800";
        assertThat(run("--seconds")).startsWith(bounds + ".").contains("Usage: ./parley fuzz [--seconds N]");
        assertThat(run("--seconds", "0")).startsWith(bounds + ", not 0.");
        assertThat(run("--seconds", "604801")).startsWith(bounds + ", not 604801.");
        assertThat(run("--seconds", "x")).startsWith(bounds + ", not x.");
        assertThat(run("no-such-target")).startsWith("2 There is no target no-such-target.");
        assertThat(run("--sceonds", "5")).startsWith("2 There is no option --sceonds.");
    }

    @Test
    void helpAndTheListStartNothing() {
        assertThat(run("--help"))
                .startsWith("0 Usage: ./parley fuzz [--seconds N]")
                .contains("60 if left out");
        assertThat(run("--list").lines()).hasSize(Targets.ALL.size());
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), ROOT, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
