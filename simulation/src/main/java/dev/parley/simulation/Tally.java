package dev.parley.simulation;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What many schedules came to.
///
/// @param firstRed the one with the lowest seed that broke a promise
record Tally(
        int schedules, long events, long acknowledged, long pushes, long kills, Optional<Schedule.Verdict> firstRed) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, Optional.empty());

    /// Plays them on all processors; each alone is of one thread.
    static Tally play(long from, int count) {
        return LongStream.range(from, from + count)
                .parallel()
                .mapToObj(seed -> of(Schedule.play(seed, false)))
                .reduce(NOTHING, Tally::plus);
    }

    private static Tally of(Schedule.Verdict verdict) {
        return new Tally(
                1,
                verdict.events(),
                verdict.acknowledged(),
                verdict.pushes(),
                verdict.kills(),
                verdict.isGreen() ? Optional.empty() : Optional.of(verdict));
    }

    Tally plus(Tally other) {
        return new Tally(
                schedules + other.schedules,
                events + other.events,
                acknowledged + other.acknowledged,
                pushes + other.pushes,
                kills + other.kills,
                Stream.of(firstRed, other.firstRed)
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingLong(Schedule.Verdict::seed)));
    }

    @Override
    public String toString() {
        return schedules + " schedules, " + events + " events, " + acknowledged + " acknowledged, " + pushes
                + " pushes, " + kills + " processes killed";
    }
}
