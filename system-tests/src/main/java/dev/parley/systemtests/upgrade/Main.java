package dev.parley.systemtests.upgrade;

import dev.parley.clikit.Program;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import dev.parley.systemtests.chaos.Chaos;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.Release;
import dev.parley.systemtests.trial.ClusterSize;
import dev.parley.systemtests.trial.Trial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./parley upgrade`: a cluster of an older release is rolled to this build and back while people talk in it.
///
/// Exit code 0: green; 1: red, or the older release can't be had; 2: usage.
@Command(name = "./parley upgrade", footer = "What is built of the older release stays below .parley/releases.")
public final class Main implements Callable<Integer> {
    private static final int MOST_SECONDS = 3_600;

    private enum Way {
        WHOLE,
        HALF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final PrintStream out;

    @Option(
            names = "--from",
            paramLabel = "REVISION",
            description = "the older release, as git understands it; what system-tests/previous-release names")
    private @Nullable String from;

    @Option(
            names = "--way",
            paramLabel = "WAY",
            description = "whole: every process becomes a new one, then an old one again; half: new ones serve beside"
                    + " the old ones, then go; ${DEFAULT-VALUE}")
    private Way way = Way.WHOLE;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "how long chat servers of both serve at least, on the way there and on the way back;"
                    + " ${DEFAULT-VALUE}")
    @WholeNumber(least = 1, most = MOST_SECONDS)
    private int seconds = 20;

    @Mixin
    private final ClusterSize size = new ClusterSize();

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        return Program.run(new CommandLine(new Main(out)), words, out);
    }

    @Override
    public Integer call() throws Exception {
        // Git would take the latter for an option.
        if (from != null && (from.isBlank() || from.startsWith("-"))) {
            throw new UsageException("--from takes a revision.");
        }
        Path checkout = Path.of(System.getProperty("parley.root", "")).toAbsolutePath();
        BuildRelease build = new BuildRelease(checkout, out::println);
        Release old;
        try {
            old = build.of(from == null ? build.previous() : from);
        } catch (NoReleaseException | IllegalStateException missing) {
            out.println("red: " + missing.getMessage());
            return 1;
        }
        return roll(old, checkout.resolve(".parley"));
    }

    private int roll(Release old, Path home) throws Exception {
        Path directory = home.resolve("upgrade");
        return new Trial("nothing lost, nothing twice, one order, nobody refused", directory, out)
                .run(
                        () -> Cluster.rolling(directory, home.resolve("binaries"), size.servers(), Chaos.SETTINGS, old),
                        cluster -> {
                            Upgrade upgrade =
                                    new Upgrade(cluster, old, Release.OWN, Duration.ofSeconds(seconds), out::println);
                            return switch (way) {
                                case WHOLE -> upgrade.thereAndBack(size.people());
                                case HALF -> upgrade.halfWayAndBack(size.people());
                            };
                        });
    }
}
