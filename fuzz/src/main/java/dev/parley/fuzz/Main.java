package dev.parley.fuzz;

import dev.parley.clikit.Program;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import dev.parley.fuzzkit.Corpus;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./parley fuzz`: looks for inputs that break what parsers promise, and keeps those that do.
///
/// Exit code 0: green; 1: red; 2: usage, or the fuzzer does not run here.
@Command(
        name = "./parley fuzz",
        customSynopsis = {"./parley fuzz [--seconds N] [TARGET...]", "       ./parley fuzz --list"},
        description = "Gives parsers inputs that nobody thought of, guided by what their code does.",
        footer = {
            "An input that breaks a promise is kept in the target's corpus, where every test run tries it from then"
                    + " on.",
            "Ends with one line: green, or red and the files. Exit code 0: green; 1: red; 2: usage or no fuzzer."
        })
public final class Main implements Callable<Integer> {
    private static final Duration LEAST_EACH = Duration.ofSeconds(2);
    private static final int MOST_SECONDS = 7 * 24 * 60 * 60;

    private final List<FuzzTarget> known;
    private final Path root;
    private final PrintStream out;

    @Parameters(paramLabel = "TARGET", arity = "0..*", description = "all of them if none is named")
    private List<String> names = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "for all targets together, shared equally, ${DEFAULT-VALUE} if left out; each has at least 2,"
                    + " and takes a few more to start")
    @WholeNumber(least = 1, most = MOST_SECONDS)
    private int seconds = 60;

    @Option(names = "--list", description = "the targets and what each promises")
    private boolean list;

    /// @param known all targets there are
    Main(List<FuzzTarget> known, Path root, PrintStream out) {
        this.known = known;
        this.root = root;
        this.out = out;
    }

    public static void main(String[] words) {
        System.exit(run(List.of(words), Path.of(System.getProperty("parley.root", ".")), System.out));
    }

    static int run(List<String> words, Path root, PrintStream out) {
        return Program.run(new CommandLine(new Main(Targets.ALL, root, out)), words, out);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            known.forEach(target -> out.println(target.name() + ": " + target.promise()));
            return 0;
        }
        try {
            return hunt(targets());
        } catch (IOException noFuzzer) {
            out.println("the fuzzer does not run here: " + noFuzzer.getMessage());
            return 2;
        }
    }

    List<FuzzTarget> targets() {
        return names.isEmpty() ? known : names.stream().map(this::target).toList();
    }

    private FuzzTarget target(String name) {
        return known.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no target " + name + "."));
    }

    /// How long each of so many targets has.
    Duration each(int targets) {
        Duration share = Duration.ofSeconds(seconds).dividedBy(targets);
        return share.compareTo(LEAST_EACH) < 0 ? LEAST_EACH : share;
    }

    private int hunt(List<FuzzTarget> targets) throws IOException, InterruptedException {
        Duration each = each(targets.size());
        Progress progress = new Progress(out, System::nanoTime);
        List<String> red = new ArrayList<>();
        long inputs = 0;
        for (FuzzTarget target : targets) {
            Path scratch = root.resolve(".parley").resolve("fuzz").resolve(target.name());
            Hunt.Result result = new Hunt(target, Corpus.folder(root, target.name()), scratch).run(each, progress);
            inputs += result.said().inputs();
            progress.line(target, result.said(), result.isGreen() ? "" : ", and one that breaks the promise");
            result.found()
                    .forEach(file -> red.add(target.name() + " promises: " + target.promise() + "\n  but "
                            + result.said().broken() + "\n  with " + root.relativize(file)));
        }
        String tried = String.format(
                Locale.ROOT, "%d targets, %,d inputs, %d s for each", targets.size(), inputs, each.toSeconds());
        red.forEach(out::println);
        out.println(red.isEmpty() ? "green: " + tried + "; every promise held" : "red: " + tried + "; see above");
        return red.isEmpty() ? 0 : 1;
    }
}
