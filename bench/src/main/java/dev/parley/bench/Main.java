package dev.parley.bench;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Machine;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private record Wish(List<Workload> workloads, @Nullable Path json, Plan plan) {}

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
        Path home = Path.of(System.getProperty("parley.root", ""), ".parley").toAbsolutePath();
        boolean right = true;
        try (Scene scene = Scene.start(home, out::println);
                Loop loop = new Loop()) {
            for (Workload workload : wish.workloads()) {
                right &= run(workload, scene, loop, wish, machine, out);
            }
        }
        out.println(right ? "green: nothing lost, nothing twice" : "red");
        return right ? 0 : 1;
    }

    private static boolean run(
            Workload workload, Scene scene, Loop loop, Wish wish, Map<String, Object> machine, PrintStream out)
            throws IOException {
        out.println(workload.name() + ": " + workload.about());
        Comparison comparison;
        try {
            comparison = workload.run(scene, loop, wish.plan());
        } catch (RuntimeException failed) {
            failed.printStackTrace(out);
            out.println(workload.name() + " could not be measured");
            return false;
        }
        comparison.print(out);
        Path file = wish.json();
        if (file != null) {
            Files.writeString(
                    file,
                    new JsonMapper().writeValueAsString(comparison.json(machine)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return comparison.isRight();
    }

    private static Wish read(List<String> words) {
        List<Workload> workloads = new ArrayList<>();
        Path json = null;
        int rounds = ROUNDS;
        int seconds = SECONDS;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (word) {
                case "--help", "-h" -> {
                    return new Wish(List.of(), null, plan(rounds, seconds));
                }
                case "--json" -> {
                    if (value.isEmpty()) {
                        throw new IllegalArgumentException("--json takes a file.");
                    }
                    json = Path.of(value);
                    i++;
                }
                case "--rounds" -> {
                    rounds = number(word, value);
                    i++;
                }
                case "--seconds" -> {
                    seconds = number(word, value);
                    i++;
                }
                default -> workloads.add(named(word));
            }
        }
        return new Wish(workloads.isEmpty() ? Workload.ALL : workloads, json, plan(rounds, seconds));
    }

    private static Plan plan(int rounds, int seconds) {
        return new Plan(rounds, Duration.ofMillis(Math.round(seconds * WARM_UP * 1_000)), Duration.ofSeconds(seconds));
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

    private static int number(String option, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " takes a number.", notOne);
        }
        throw new IllegalArgumentException(option + " takes at least 1.");
    }

    private static String usage() {
        return """
                Usage: ./parley bench [workload...] [--json FILE] [--rounds N] [--seconds N]
                  --json     appends one JSON object for each workload
                  --rounds   of subject and floor in turn; 3
                  --seconds  that each measurement lasts, after a warm-up of two fifths of it; 20
                Workloads, all of them if none is named:
                """
                + Workload.ALL.stream()
                        .map(it -> "  %-10s %s".formatted(it.name(), it.about()))
                        .collect(Collectors.joining("\n"));
    }
}
