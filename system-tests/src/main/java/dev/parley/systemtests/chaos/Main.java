package dev.parley.systemtests.chaos;

import dev.parley.clikit.Program;
import dev.parley.clikit.WholeNumber;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.trial.ClusterSize;
import dev.parley.systemtests.trial.Trial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./parley chaos`: three chat servers and everything else as processes, 50 people, and harm for as long as is asked.
///
/// Exit code 0: green; 1: red; 2: usage.
@Command(name = "./parley chaos")
public final class Main implements Callable<Integer> {
    private static final Duration FREEZE = Duration.ofSeconds(45);

    private final PrintStream out;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "how long harm is done, after the start and before the verdict; every kind of it has had its turn "
                            + "after about 200; ${DEFAULT-VALUE}")
    @WholeNumber(least = 1)
    private int seconds = 120;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "decides what is done in which order; a new one each time")
    @WholeNumber
    private long seed = System.currentTimeMillis() % 1_000_000;

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
        out.println("seed " + seed);
        Path home = Path.of(System.getProperty("parley.root", ""), ".parley").toAbsolutePath();
        Path directory = home.resolve("chaos");
        return new Trial("nothing lost, nothing twice, one order", directory, out)
                .run(
                        () -> Cluster.fresh(directory, home.resolve("binaries"), size.servers(), Chaos.SETTINGS),
                        cluster -> new Chaos(cluster, seed, FREEZE, out::println)
                                .run(size.people(), Duration.ofSeconds(seconds)));
    }
}
