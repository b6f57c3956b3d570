package dev.parley.systemtests.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildReleaseSystemTest {
    @TempDir
    private Path directory;

    @Test
    void withoutAHistoryItIsSaidThatOneIsNeeded() {
        assertThatExceptionOfType(NoReleaseException.class)
                .isThrownBy(() -> build(directory).of("HEAD"))
                .withMessageStartingWith("An older release is built from the repository's history, and git says: ");
    }

    @Test
    void historyThatIsCutOffIsCalledSo() throws Exception {
        Path whole = directory.resolve("whole");
        git(directory, "init", "-q", whole.toString());
        commit(whole);
        commit(whole);
        Path shallow = directory.resolve("shallow");
        git(directory, "clone", "-q", "--depth", "1", whole.toUri().toString(), shallow.toString());

        assertThatExceptionOfType(NoReleaseException.class)
                .isThrownBy(() -> build(shallow).of("HEAD~1"))
                .withMessageContaining("There is no revision HEAD~1")
                .withMessageContaining("shallow clone")
                .withMessageContaining("git fetch --unshallow");
        assertThatExceptionOfType(NoReleaseException.class)
                .isThrownBy(() -> build(whole).of("HEAD~7"))
                .withMessage("There is no revision HEAD~7 in this repository's history.");
    }

    @Test
    void commentsDoNotCountInTheFileOfThePreviousRelease() throws Exception {
        Path file = directory.resolve("system-tests/previous-release");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# why\n\n abc123 \n");

        assertThat(build(directory).previous()).isEqualTo("abc123");
    }

    @Test
    void whatOnlyLooksAtTheCodeIsLeftOutOfThePom() {
        assertThat(BuildRelease.withoutChecks("""
                        <fork>true</fork>
                        <compilerArgs>
                          <arg>-J-XX:+UseSerialGC</arg>
                          <arg>-XDcompilePolicy=simple</arg>
                          <arg>-Xplugin:ErrorProne -Xep:NullAway:ERROR</arg>
                        </compilerArgs>
                        <annotationProcessorPaths>
                          <path/>
                        </annotationProcessorPaths>
                        """)).isEqualTo("""
                        <fork>false</fork>
                        <compilerArgs>
                          <arg>-XDcompilePolicy=simple</arg>
                        </compilerArgs>
                        """);
    }

    private static BuildRelease build(Path checkout) {
        return new BuildRelease(checkout, line -> {});
    }

    private static void commit(Path repository) throws Exception {
        git(
                repository,
                "-c",
                "user.name=nobody",
                "-c",
                "user.email=nobody@example.org",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "something");
    }

    private static void git(Path in, String... words) throws Exception {
        ProcessBuilder git = new ProcessBuilder(new ArrayList<>(List.of("git")))
                .directory(in.toFile())
                .inheritIO();
        git.command().addAll(List.of(words));
        assertThat(git.start().waitFor()).isZero();
    }
}
