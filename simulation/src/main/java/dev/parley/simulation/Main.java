package dev.parley.simulation;

import java.io.PrintStream;
import java.util.List;

/// `./parley sim`: plays seeds and says whether every promise held.
///
/// Exit code 0: green; 1: red; 2: usage.
public final class Main {
    private static final int HISTORY_SHOWN = 80;
    private static final int MANY = 1_000;
    private static final int CHUNK = 1_000;
    private static final String USAGE = "Usage: ./parley sim [--seeds N] [--from S] | --seed S";

    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        long from = 1;
        int seeds = MANY;
        boolean one = false;
        try {
            for (int i = 0; i < words.size(); i += 2) {
                String value = i + 1 < words.size() ? words.get(i + 1) : "";
                switch (words.get(i)) {
                    case "--seeds" -> seeds = Integer.parseInt(value);
                    case "--from" -> from = Long.parseLong(value);
                    case "--seed" -> {
                        from = Long.parseLong(value);
                        one = true;
                    }
                    default -> {
                        out.println("There is no option " + words.get(i) + ". " + USAGE);
                        return 2;
                    }
                }
            }
        } catch (NumberFormatException notOne) {
            out.println("A number is needed. " + USAGE);
            return 2;
        }
        if (seeds < 1) {
            out.println("At least one seed is needed. " + USAGE);
            return 2;
        }
        return one ? playOne(from, out) : playMany(from, seeds, out);
    }

    private static int playOne(long seed, PrintStream out) {
        Schedule.Verdict verdict = Schedule.play(seed, true);
        verdict.history().forEach(out::println);
        return conclude(verdict, out);
    }

    private static int playMany(long from, int seeds, PrintStream out) {
        Tally tally = Tally.NOTHING;
        for (int played = 0; played < seeds; played = tally.schedules()) {
            tally = tally.plus(Tally.play(from + played, Math.min(CHUNK, seeds - played)));
            if (tally.firstRed().isPresent()) {
                List<String> history =
                        Schedule.play(tally.firstRed().get().seed(), true).history();
                history.subList(Math.max(0, history.size() - HISTORY_SHOWN), history.size())
                        .forEach(out::println);
                return conclude(tally.firstRed().get(), out);
            }
            if (tally.schedules() < seeds) {
                out.println(tally.schedules() + " of " + seeds + " schedules, all green so far");
            }
        }
        out.println("green: " + tally + "; nothing lost, nothing twice, one order");
        return 0;
    }

    private static int conclude(Schedule.Verdict verdict, PrintStream out) {
        if (verdict.isGreen()) {
            out.println("green: seed " + verdict.seed() + ", " + verdict.events() + " events, " + verdict.acknowledged()
                    + " acknowledged, " + verdict.kills() + " processes killed");
            return 0;
        }
        Throwable failure = verdict.failure().orElseThrow();
        failure.printStackTrace(out);
        out.println("red: seed " + verdict.seed() + ": " + failure.getMessage() + "; ./parley sim --seed "
                + verdict.seed() + " shows all of it");
        return 1;
    }
}
