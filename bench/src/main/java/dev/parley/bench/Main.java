package dev.parley.bench;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Machine;
import dev.parley.bench.report.Plot;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Workload;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// `./parley bench`: Parley and its floors, measured in turn on this machine.
///
/// Exit code 0: everything was measured and no message was lost or doubled; 1: something was wrong; 2: usage. A bound
/// that is missed is said and is no failure: it depends on the machine.
public final class Main {
    private static final int ROUNDS = 3;
    private static final int SECONDS = 20;
    /// Of what is measured.
    private static final double WARM_UP = 0.4;

    /// Of each conversation: three partitions, and a minute to write two million of them.
    private static final int EVENTS = 10_000;
    /// 19,000 for each of five chat servers and five generators; each may have 20,000 descriptors here.
    private static final int CONNECTIONS = 95_000;

    private static final int LEAST_CONNECTIONS = 5;
    private static final int MOST_CONNECTIONS = 97_500;
    /// A page and the one that is looked for behind it.
    private static final int LEAST_EVENTS = 100;

    private record Wish(
            List<Workload> workloads,
            @Nullable Path json,
            @Nullable Path plot,
            Plan plan) {}

    private Main() {}

    public static void main(String[] words) throws IOException {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) throws IOException {
        Wish wish;
        try {
            wish = read(words);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(usage());
            return 2;
        }
        if (wish.workloads().isEmpty()) {
            out.println(usage());
            return 0;
        }
        Map<String, Object> machine = Machine.describe(String.join(" ", Scene.JVM));
        out.println("load average before: " + machine.get("loadAverageBefore"));
        List<Comparison> measured = new ArrayList<>();
        try (Loop loop = new Loop()) {
            measureAll(wish, loop, out, comparison -> {
                comparison.print(out);
                measured.add(comparison);
                append(wish.json(), comparison.json(machine));
            });
        }
        Path plot = wish.plot();
        if (plot != null) {
            Files.writeString(plot, Plot.svg(measured));
        }
        boolean right =
                measured.size() == wish.workloads().size() && measured.stream().allMatch(Comparison::isRight);
        out.println(right ? "green: nothing lost, nothing twice" : "red");
        return right ? 0 : 1;
    }

    /// First those that nothing else may run beside.
    private static void measureAll(Wish wish, Loop loop, PrintStream out, Consumer<Comparison> results) {
        Path home = Path.of(System.getProperty("parley.root", ""), ".parley").toAbsolutePath();
        List<Workload.OnScene> later = new ArrayList<>();
        for (Workload workload : wish.workloads()) {
            switch (workload) {
                case Workload.Alone alone ->
                    measure(alone, () -> alone.run(home, out::println, loop, wish.plan()), out, results);
                case Workload.OnScene onScene -> later.add(onScene);
            }
        }
        if (later.isEmpty()) {
            return;
        }
        try (Scene scene = Scene.start(home, out::println)) {
            for (Workload.OnScene workload : later) {
                measure(workload, () -> workload.run(scene, loop, wish.plan()), out, results);
            }
        }
    }

    /// One that fails is said and leaves the others their turn.
    private static void measure(
            Workload workload, Supplier<Comparison> run, PrintStream out, Consumer<Comparison> results) {
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

    private static void append(@Nullable Path file, Map<String, Object> json) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    file,
                    new JsonMapper().writeValueAsString(json) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wish read(List<String> words) {
        List<Workload> workloads = new ArrayList<>();
        Path json = null;
        Path plot = null;
        int rounds = ROUNDS;
        int seconds = SECONDS;
        int events = EVENTS;
        int connections = CONNECTIONS;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (word) {
                case "--help", "-h" -> {
                    return new Wish(List.of(), null, null, plan(rounds, seconds, events, connections));
                }
                case "--json" -> json = file(word, value);
                case "--plot" -> plot = file(word, value);
                case "--rounds" -> rounds = number(word, value, 1);
                case "--seconds" -> seconds = number(word, value, 1);
                case "--events" -> events = number(word, value, LEAST_EVENTS);
                case "--connections" -> connections = number(word, value, LEAST_CONNECTIONS);
                default -> workloads.add(named(word));
            }
            i += word.startsWith("-") ? 1 : 0;
        }
        if (connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("--connections takes at most " + MOST_CONNECTIONS + ".");
        }
        return new Wish(
                workloads.isEmpty() ? Workload.ALL : workloads, json, plot, plan(rounds, seconds, events, connections));
    }

    private static Plan plan(int rounds, int seconds, int events, int connections) {
        return new Plan(
                rounds,
                Duration.ofMillis(Math.round(seconds * WARM_UP * 1_000)),
                Duration.ofSeconds(seconds),
                events,
                connections);
    }

    private static Path file(String option, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(option + " takes a file.");
        }
        return Path.of(text);
    }

    private static Workload named(String name) {
        return Workload.ALL.stream()
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        name.startsWith("-")
                                ? "There is no option " + name + "."
                                : "There is no workload " + name + "."));
    }

    private static int number(String option, String text, int least) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " takes a number.", notOne);
        }
        throw new IllegalArgumentException(option + " takes at least " + least + ".");
    }

    private static String usage() {
        return """
                Usage: ./parley bench [workload...] [--json FILE] [--plot FILE] [--rounds N] [--seconds N]
                                    [--events N] [--connections N]
                  --json     appends one JSON object for each workload
                  --plot     draws how far each figure is from its floor, as SVG
                  --rounds   of subject and floor in turn; 3
                  --seconds  that each measurement lasts, after a warm-up of two fifths of it; 20
                  --events   of each conversation whose history is read; 10000
                  --connections  of scale; 95000
                Workloads, all of them if none is named:
                """
                + Workload.ALL.stream()
                        .map(it -> "  %-10s %s".formatted(it.name(), it.about()))
                        .collect(Collectors.joining("\n"));
    }
}
