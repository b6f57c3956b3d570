package dev.parley.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// `./parley sim`: plays seeds and says whether every promise held.
///
/// Exit code 0: green; 1: red; 2: usage.
public final class Main {
    private static final int HISTORY_SHOWN = 80;
    private static final int CHUNK = 200;
    private static final int MANY = 1_000;
    private static final Duration SHORTENING = Duration.ofSeconds(15);

    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        try {
            Options options = Options.read(words);
            return options.one()
                    ? playOne(options.from(), options.limits(), out)
                    : playMany(options.from(), options.seeds(), out);
        } catch (Options.UsageException wrong) {
            out.println(wrong.getMessage() + "\n" + Options.USAGE);
            return 2;
        }
    }

    private static int playOne(long seed, Limits limits, PrintStream out) {
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

    private static int playMany(long from, int seeds, PrintStream out) {
        Tally tally = Tally.NOTHING;
        for (int played = 0; played < seeds; played = tally.schedules()) {
            tally = tally.plus(Tally.play(from + played, Math.min(CHUNK, seeds - played)));
            if (tally.firstRed().isPresent()) {
                explain(tally.firstRed().get(), out);
                return 1;
            }
            if (tally.schedules() < seeds && tally.schedules() % MANY == 0) {
                out.println(tally.schedules() + " of " + seeds + " schedules, all green so far");
            }
        }
        out.println("green: " + tally + "; nothing lost, nothing twice, one order");
        return 0;
    }

    private static void explain(Schedule.Verdict red, PrintStream out) {
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
