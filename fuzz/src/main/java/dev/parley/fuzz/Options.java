package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What the words of the command ask for.
///
/// @param time for all targets together
record Options(Duration time, List<FuzzTarget> targets) {
    static final String USAGE = """
            ./parley fuzz [--seconds N] [TARGET...]    gives parsers inputs that nobody thought of, guided by what their code does
            ./parley fuzz --list                       the targets and what each promises
              --seconds N   for all targets together, shared equally, 60 if left out; each has at least 2, and takes a few
                            more to start
            An input that breaks a promise is kept in the target's corpus, where every test run tries it from then on.
            Ends with one line: green, or red and the files. Exit code 0: green; 1: red; 2: usage or no fuzzer.""";

    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LEAST_EACH = Duration.ofSeconds(2);
    private static final long MOST_SECONDS = Duration.ofDays(7).toSeconds();

    static final class UsageException extends Exception {
        UsageException(String what) {
            super(what);
        }
    }

    /// @param known all targets there are
    static Options read(List<String> words, List<FuzzTarget> known) throws UsageException {
        Duration time = USUAL;
        List<FuzzTarget> targets = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--seconds")) {
                time = seconds(rest);
            } else {
                targets.add(known.stream()
                        .filter(target -> target.name().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("there is no target '" + word + "'")));
            }
        }
        return new Options(time, targets.isEmpty() ? known : List.copyOf(targets));
    }

    private static Duration seconds(Iterator<String> rest) throws UsageException {
        String number = rest.hasNext() ? rest.next() : "";
        if (!number.matches("[1-9][0-9]{0,5}") || Integer.parseInt(number) > MOST_SECONDS) {
            throw new UsageException("--seconds is a whole number from 1 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Integer.parseInt(number));
    }

    Duration each() {
        Duration share = time.dividedBy(targets.size());
        return share.compareTo(LEAST_EACH) < 0 ? LEAST_EACH : share;
    }
}
