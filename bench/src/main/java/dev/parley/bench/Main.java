package dev.parley.bench;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Machine;
import dev.parley.bench.report.Plot;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Workload;
import dev.parley.clikit.Program;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `./parley bench`: Parley and its floors, measured in turn on this machine.
///
/// Exit code 0: everything was measured and no message was lost or doubled; 1: something was wrong; 2: usage. A bound
/// that is missed is said and is no failure: it depends on the machine.
@Command(name = "./parley bench")
public final class Main implements Callable<Integer> {
    /// Of what is measured.
    private static final double WARM_UP = 0.4;

    private static final int LEAST_CONNECTIONS = 5;
    private static final int MOST_CONNECTIONS = 97_500;
    /// A page and the one that is looked for behind it.
    private static final int LEAST_EVENTS = 100;

    private final PrintStream out;

    @Parameters(paramLabel = "workload", arity = "0..*", description = "all of them if none is named")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "appends one JSON object for each workload")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "draws how far each figure is from its floor, as SVG")
    private @Nullable Path plot;

    @Option(names = "--rounds", paramLabel = "N", description = "of subject and floor in turn; ${DEFAULT-VALUE}")
    @WholeNumber(least = 1)
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "that each measurement lasts, after a warm-up of two fifths of it; ${DEFAULT-VALUE}")
    @WholeNumber(least = 1)
    private int seconds = 20;

    /// Three partitions, and a minute to write two million of them.
    @Option(
            names = "--events",
            paramLabel = "N",
            description = "of each conversation whose history is read; ${DEFAULT-VALUE}")
    @WholeNumber(least = LEAST_EVENTS)
    private int events = 10_000;

    /// 19,000 for each of five chat servers and five generators; each may have 20,000 descriptors here.
    @Option(names = "--connections", paramLabel = "N", description = "of scale; ${DEFAULT-VALUE}")
    @WholeNumber(least = LEAST_CONNECTIONS, most = MOST_CONNECTIONS)
    private int connections = 95_000;

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        CommandLine program = new CommandLine(new Main(out));
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> workloads());
        return Program.run(program, words, out);
    }

    private static String workloads() {
        return Workload.ALL.stream()
                .map(it -> "  %-10s %s\n".formatted(it.name(), it.about()))
                .collect(Collectors.joining("", "Workloads:\n", ""));
    }

    @Override
    public Integer call() throws IOException {
        List<Workload> workloads =
                names.isEmpty() ? Workload.ALL : names.stream().map(Main::named).toList();
        requireName("--json", json);
        requireName("--plot", plot);
        Map<String, Object> machine = Machine.describe(String.join(" ", Scene.JVM));
        out.println("load average before: " + machine.get("loadAverageBefore"));
        List<Comparison> measured = new ArrayList<>();
        try (Loop loop = new Loop()) {
            measureAll(workloads, loop, comparison -> {
                comparison.print(out);
                measured.add(comparison);
                append(comparison.json(machine));
            });
        }
        if (plot != null) {
            Files.writeString(plot, Plot.svg(measured));
        }
        boolean right = measured.size() == workloads.size() && measured.stream().allMatch(Comparison::isRight);
        out.println(right ? "green: nothing lost, nothing twice" : "red");
        return right ? 0 : 1;
    }

    private static Workload named(String name) {
        return Workload.ALL.stream()
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow(() -> new UsageException("There is no workload " + name + "."));
    }

    /// Before anything is measured.
    private static void requireName(String option, @Nullable Path file) {
        if (file != null && file.toString().isEmpty()) {
            throw new UsageException(option + " takes a file.");
        }
    }

    private Plan plan() {
        return new Plan(
                rounds,
                Duration.ofMillis(Math.round(seconds * WARM_UP * 1_000)),
                Duration.ofSeconds(seconds),
                events,
                connections);
    }

    /// First those that nothing else may run beside.
    private void measureAll(List<Workload> workloads, Loop loop, Consumer<Comparison> results) {
        Path home = Path.of(System.getProperty("parley.root", ""), ".parley").toAbsolutePath();
        List<Workload.OnScene> later = new ArrayList<>();
        for (Workload workload : workloads) {
            switch (workload) {
                case Workload.Alone alone -> measure(alone, () -> alone.run(home, out::println, loop, plan()), results);
                case Workload.OnScene onScene -> later.add(onScene);
            }
        }
        if (later.isEmpty()) {
            return;
        }
        try (Scene scene = Scene.start(home, out::println)) {
            for (Workload.OnScene workload : later) {
                measure(workload, () -> workload.run(scene, loop, plan()), results);
            }
        }
    }

    /// One that fails is said and leaves the others their turn.
    private void measure(Workload workload, Supplier<Comparison> run, Consumer<Comparison> results) {
        out.println(workload.name() + ": " + workload.about());
        Comparison comparison;
        try {
            comparison = run.get();
        } catch (RuntimeException | AssertionError | LinkageError failed) {
            failed.printStackTrace(out);
            out.println(workload.name() + " could not be measured");
            return;
        }
        results.accept(comparison);
    }

    private void append(Map<String, Object> comparison) {
        if (json == null) {
            return;
        }
        try {
            Files.writeString(
                    json,
                    new JsonMapper().writeValueAsString(comparison) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
