package dev.parley.simulation;

import dev.parley.clikit.Program;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./parley sim`: plays seeds and says whether every promise held.
///
/// Exit code 0: green; 1: red; 2: usage.
@Command(
        name = "./parley sim",
        customSynopsis = {
            "./parley sim [--seeds N] [--from S]",
            "       ./parley sim --seed S [--steps N] [--without HARM,HARM,...]"
        })
public final class Main implements Callable<Integer> {
    private static final int HISTORY_SHOWN = 80;
    private static final int CHUNK = 200;
    private static final int MANY = 1_000;
    private static final Duration SHORTENING = Duration.ofSeconds(15);

    private final PrintStream out;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "so many schedules, ${DEFAULT-VALUE} if not given; stops at the first red one and shortens"
                    + " its history")
    @WholeNumber(least = 1)
    private int seeds = 2_000;

    @Option(names = "--from", paramLabel = "S", description = "the first of them is S")
    @WholeNumber
    private long from = 1;

    @Option(names = "--seed", paramLabel = "S", description = "only S, and everything that happens in it")
    @WholeNumber
    private @Nullable Long seed;

    @Option(names = "--steps", paramLabel = "N", description = "everything works again after N steps")
    @WholeNumber(least = 1)
    private @Nullable Integer steps;

    @Option(
            names = "--without",
            paramLabel = "HARM",
            split = ",",
            description = "these never happen: ${COMPLETION-CANDIDATES}")
    private Set<Harm> without = Set.of();

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
    public Integer call() {
        Limits limits = new Limits(steps == null ? Integer.MAX_VALUE : steps, without);
        if (seed != null) {
            return playOne(seed, limits);
        }
        if (!limits.equals(Limits.NONE)) {
            throw new UsageException("--steps and --without need --seed.");
        }
        return playMany();
    }

    private int playOne(long seed, Limits limits) {
        Schedule.Verdict verdict = Schedule.play(seed, limits, true);
        verdict.history().forEach(out::println);
        if (verdict.isGreen()) {
            out.println("green: seed " + seed + ", " + verdict.events() + " events, " + verdict.acknowledged()
                    + " acknowledged, " + verdict.kills() + " processes killed");
            return 0;
        }
        verdict.failure().orElseThrow().printStackTrace(out);
        out.println("red: seed " + seed + ": " + verdict.reason());
        return 1;
    }

    private int playMany() {
        Tally tally = Tally.NOTHING;
        for (int played = 0; played < seeds; played = tally.schedules()) {
            tally = tally.plus(Tally.play(from + played, Math.min(CHUNK, seeds - played)));
            if (tally.firstRed().isPresent()) {
                explain(tally.firstRed().get());
                return 1;
            }
            if (tally.schedules() < seeds && tally.schedules() % MANY == 0) {
                out.println(tally.schedules() + " of " + seeds + " schedules, all green so far");
            }
        }
        out.println("green: " + tally + "; nothing lost, nothing twice, one order");
        return 0;
    }

    private void explain(Schedule.Verdict red) {
        out.println("red: seed " + red.seed() + ": " + red.reason());
        out.println("looking for the shortest history that is red, for at most " + SHORTENING.toSeconds() + " s ...");
        long untilNanos = System.nanoTime() + SHORTENING.toNanos();
        Shortest.Found found = Shortest.of(red, () -> System.nanoTime() > untilNanos);
        List<String> history = found.verdict().history();
        int hidden = Math.max(0, history.size() - HISTORY_SHOWN);
        if (hidden > 0) {
            out.println("... and " + hidden + " lines before");
        }
        history.subList(hidden, history.size()).forEach(out::println);
        found.verdict().failure().ifPresent(failure -> failure.printStackTrace(out));
        out.println("red: seed " + red.seed() + " after " + found.verdict().steps() + " of " + red.steps() + " steps: "
                + found.verdict().reason());
        String replay = "./parley sim --seed " + red.seed();
        out.println(replay + found.limits().options() + " plays it; " + replay + " plays all of the seed");
    }
}
