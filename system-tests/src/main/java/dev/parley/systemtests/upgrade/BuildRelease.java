package dev.parley.systemtests.upgrade;

import dev.parley.engines.DirectoryLock;
import dev.parley.systemtests.process.Release;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Builds the services of an older revision from the repository's history, once: what was built stays below
/// `.parley/releases/`, in a folder named like the commit.
///
/// As little as services need: no tests, no web client, and without what looks at the code but changes no byte of
/// it (Error Prone, a compiler process for each module). That takes a ninth of the time of an ordinary build.
public final class BuildRelease {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /// What Maven writes into last, and what runs.
    private static final String CLASS_PATH = "standalone/target/classpath.txt";

    private static final String CLASSES = "standalone/target/classes";
    private static final String DONE = "built";

    private final Path checkout;
    private final History history;
    private final Consumer<String> progress;

    /// @param checkout has the history and `.parley`
    public BuildRelease(Path checkout, Consumer<String> progress) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.history = new History(this.checkout);
        this.progress = progress;
    }

    /// The revision that `system-tests/previous-release` names: the last release, from which anybody may come.
    public String previous() {
        Path file = checkout.resolve("system-tests/previous-release");
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(Predicate.not(line -> line.isEmpty() || line.startsWith("#")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " names no revision"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its services, built now or before.
    ///
    /// @param revision as git understands it
    /// @throws NoReleaseException if it can't be had here: the history lacks it, or there is no git or no Maven
    /// @throws IllegalStateException if its build fails
    public Release of(String revision) throws NoReleaseException {
        String commit = history.commit(revision);
        String name = commit.substring(0, 8);
        Path directory = checkout.resolve(".parley/releases").resolve(commit);
        Release release;
        try {
            Files.createDirectories(directory.getParent());
            try (FileChannel file = FileChannel.open(
                            directory.resolveSibling(commit + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock building = file.lock()) {
                if (!building.isValid() || built(directory).isEmpty()) {
                    build(commit, directory);
                }
                release = built(directory)
                        .map(classPath -> new Release(name, classPath))
                        .orElseThrow(() -> new IllegalStateException(directory + " lacks jars it should have."));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long differences = history.differences(commit);
        progress.accept("the older release is " + history.about(commit) + "; this build differs from it in "
                + differences + " files of services" + (differences == 0 ? ": old and new are the same code" : ""));
        return release;
    }

    /// Its class path, if all of it is there.
    private static Optional<String> built(Path directory) throws IOException {
        Path classPath = directory.resolve(CLASS_PATH);
        if (!Files.exists(directory.resolve(DONE)) || !Files.exists(classPath)) {
            return Optional.empty();
        }
        String all = directory.resolve(CLASSES)
                + File.pathSeparator
                + Files.readString(classPath).strip();
        return List.of(all.split(File.pathSeparator)).stream().allMatch(entry -> Files.exists(Path.of(entry)))
                ? Optional.of(all)
                : Optional.empty();
    }

    private void build(String commit, Path directory) throws IOException, NoReleaseException {
        progress.accept("building " + history.about(commit) + " in " + checkout.relativize(directory) + " ...");
        long before = System.nanoTime();
        DirectoryLock.erase(directory);
        history.unpack(commit, directory);
        Path pom = directory.resolve("pom.xml");
        Files.writeString(pom, withoutChecks(Files.readString(pom)));
        Path log = directory.resolveSibling(commit + ".log");
        int code = maven(directory, log);
        if (code != 0) {
            throw new IllegalStateException(
                    "The build of " + commit + " failed; all of it is in " + checkout.relativize(log) + ".");
        }
        Files.createFile(directory.resolve(DONE));
        progress.accept(
                "built in " + Duration.ofNanos(System.nanoTime() - before).toSeconds() + " s");
    }

    /// Compiles in Maven's own process, with the compiler alone. A POM without these lines is built as it is.
    static String withoutChecks(String pom) {
        return pom.replaceAll("(?m)^.*-Xplugin:ErrorProne.*\\R", "")
                .replaceAll("(?m)^\\s*<arg>-J.*\\R", "")
                .replaceAll("(?s)\\s*<annotationProcessorPaths>.*?</annotationProcessorPaths>", "")
                .replace("<fork>true</fork>", "<fork>false</fork>");
    }

    private static int maven(Path directory, Path log) throws IOException, NoReleaseException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-T", "2"));
        // Surefire tells tests where Maven's repository is.
        Optional.ofNullable(System.getProperty("localRepository"))
                .ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
        command.addAll(List.of("-Dmaven.test.skip=true", "-Dexec.skip=true", "-pl", "standalone", "-am", "package"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new NoReleaseException("Maven is needed to build an older release and none is on the PATH.");
        }
        try {
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                return 1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
