package dev.parley.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What `./parley sim` was asked for.
///
/// @param one only the seed `from`, with all that happens
record Options(long from, int seeds, boolean one, Limits limits) {
    static final String USAGE =
            """
            Usage: ./parley sim [--seeds N] [--from S]
                   ./parley sim --seed S [--steps N] [--without HARM,HARM,...]
              --seeds N    so many schedules, 2000 if not given; stops at the first red one and shortens its history
              --from S     the first of them is S
              --seed S     only S, and everything that happens in it
              --steps N    everything works again after N steps
              --without    these never happen: %s\
            """.formatted(Arrays.stream(Harm.values()).map(Harm::word).collect(Collectors.joining(", ")));

    private static final int MANY = 2_000;

    /// What is wrong with the words.
    static final class UsageException extends Exception {
        UsageException(String what) {
            super(what);
        }
    }

    static Options read(List<String> words) throws UsageException {
        Options options = new Options(1, MANY, false, Limits.NONE);
        for (int i = 0; i < words.size(); i += 2) {
            options = options.with(words.get(i), i + 1 < words.size() ? words.get(i + 1) : "");
        }
        if (!options.one && !options.limits.equals(Limits.NONE)) {
            throw new UsageException("--steps and --without need --seed.");
        }
        return options;
    }

    private Options with(String word, String value) throws UsageException {
        try {
            return switch (word) {
                case "--seeds" -> new Options(from, positive(value), one, limits);
                case "--from" -> new Options(Long.parseLong(value), seeds, one, limits);
                case "--seed" -> new Options(Long.parseLong(value), seeds, true, limits);
                case "--steps" -> new Options(from, seeds, one, limits.withSteps(positive(value)));
                case "--without" -> new Options(from, seeds, one, new Limits(limits.steps(), harms(value)));
                default -> throw new UsageException("There is no option " + word + ".");
            };
        } catch (NumberFormatException notOne) {
            throw new UsageException("A number is needed.");
        }
    }

    private static int positive(String value) throws UsageException {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new UsageException("At least one seed or step is needed.");
        }
        return number;
    }

    private static Set<Harm> harms(String value) throws UsageException {
        EnumSet<Harm> harms = EnumSet.noneOf(Harm.class);
        for (String word : value.split(",")) {
            harms.add(Harm.of(word).orElseThrow(() -> new UsageException("There is no harm \"" + word + "\".")));
        }
        return harms;
    }
}
