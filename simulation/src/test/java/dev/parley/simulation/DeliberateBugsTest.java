package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulation is worth what it finds: with any of the bugs in `deliberate-bugs.txt` it is red, and soon.
class DeliberateBugsTest {
    /// What `./parley sim` plays unless told otherwise.
    private static final int BUDGET_SEEDS = 2_000;

    private static final int GREEN_SEEDS = 50;
    private static final Path ROOT = Path.of(System.getProperty("parley.root", ".."));
    private static final Pattern REPLAY = Pattern.compile("\\./parley sim (--seed .*) plays it");
    private static final Pattern LENGTH = Pattern.compile("after (\\d+) of (\\d+) steps: (.*)");
    private static final List<String> ROWS = new ArrayList<>();

    static List<DeliberateBug> bugs() throws IOException {
        try (InputStream text = Objects.requireNonNull(
                DeliberateBugsTest.class.getResourceAsStream("/deliberate-bugs.txt"), "the list of bugs")) {
            return DeliberateBug.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private ChangedProgram with(DeliberateBug bug, Path folder) throws IOException {
        return new ChangedProgram(Path.of(bug.file()), bug.in(ROOT), folder);
    }

    /// Says all of them at once, in a moment.
    @Test
    void everyBugStillFitsItsSource() throws IOException {
        assertThat(bugs())
                .isNotEmpty()
                .allSatisfy(bug -> assertThat(bug.in(ROOT)).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void simulationIsRedWith(DeliberateBug bug, @TempDir Path folder) throws IOException, ReflectiveOperationException {
        try (ChangedProgram program = with(bug, folder)) {
            Optional<String> red = program.firstRed(BUDGET_SEEDS);

            assertThat(red).as("red within %d seeds: %s", BUDGET_SEEDS, bug).isPresent();
            ROWS.add("| " + bug + " | " + red.get().substring(0, red.get().indexOf(' ')) + " |");
        }
    }

    @AfterAll
    static void printFirstRedSeeds() {
        System.out.println("| deliberate bug | first red seed |\n|---|---|\n" + String.join("\n", ROWS));
    }

    /// Otherwise the machinery might be what is red.
    @Test
    void simulationIsGreenWithASourceThatWasReplacedByItself(@TempDir Path folder)
            throws IOException, ReflectiveOperationException {
        DeliberateBug bug = bugs().getFirst();
        String source = Files.readString(ROOT.resolve(bug.file()));

        try (ChangedProgram program = new ChangedProgram(Path.of(bug.file()), source, folder)) {
            assertThat(program.firstRed(GREEN_SEEDS)).isEmpty();
        }
    }

    @Test
    void redSeedIsShownWithTheShortestHistoryAndTheCommandThatPlaysIt(@TempDir Path folder)
            throws IOException, ReflectiveOperationException {
        try (ChangedProgram program = with(named("who was removed is not told"), folder)) {
            String shown = program.run(List.of("--seeds", Integer.toString(BUDGET_SEEDS)));

            Matcher length = LENGTH.matcher(shown);
            Matcher replay = REPLAY.matcher(shown);
            assertThat(shown).startsWith("1 red: seed ");
            assertThat(length.find()).as(shown).isTrue();
            assertThat(replay.find()).as(shown).isTrue();
            assertThat(Integer.parseInt(length.group(1))).isLessThan(Integer.parseInt(length.group(2)));
            assertThat(program.run(List.of(replay.group(1).split(" "))))
                    .startsWith("1 ")
                    .contains(length.group(3));
        }
    }

    private static DeliberateBug named(String name) throws IOException {
        return bugs().stream()
                .filter(bug -> bug.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
