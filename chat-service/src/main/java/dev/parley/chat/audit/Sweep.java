package dev.parley.chat.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Goes round all conversations for ever. The store's ring of tokens is cut into as many arcs as there are inbox slots:
/// who owns a slot goes round the arc of its number, so all servers together meet every conversation, whoever comes and
/// goes. An arc is begun at a random place, since a server that is replaced often would never reach its end otherwise.
/// For one thread.
final class Sweep {
    /// What to read next: tokens in (after, through].
    record Range(int arc, long after, long through) {}

    private static final class Arc {
        final long first;
        final long end;
        final long begunAt;
        long reached;
        boolean wrapped;
        long roundBeganNanos;
        long roundEndedNanos;
        boolean resting;

        Arc(long first, long end, long begunAt, long nowNanos) {
            this.first = first;
            this.end = end;
            this.begunAt = begunAt;
            this.reached = begunAt;
            this.roundBeganNanos = nowNanos;
            this.roundEndedNanos = nowNanos;
        }
    }

    private final int arcs;
    private final Duration roundEvery;
    private final RandomGenerator random;
    private final Map<Integer, Arc> owned = new HashMap<>();
    private int turn;

    /// @param roundEvery an arc is not begun again sooner than this after it was begun
    Sweep(int arcs, Duration roundEvery, RandomGenerator random) {
        this.arcs = arcs;
        this.roundEvery = roundEvery;
        this.random = random;
    }

    /// Arcs that are kept go on where they were.
    void own(Set<Integer> numbers, long nowNanos) {
        owned.keySet().retainAll(numbers);
        for (int number : numbers) {
            owned.computeIfAbsent(number, it -> begin(it, nowNanos));
        }
    }

    private Arc begin(int number, long nowNanos) {
        long width = Long.divideUnsigned(-1L, arcs);
        long first = Long.MIN_VALUE + number * width;
        long end = number == arcs - 1 ? Long.MAX_VALUE : first + width;
        long begunAt = first + (arcs == 1 ? random.nextLong() & Long.MAX_VALUE : random.nextLong(width));
        return new Arc(first, end, begunAt, nowNanos);
    }

    /// The arcs take turns. Empty if none is due.
    Optional<Range> next(long nowNanos) {
        for (int i = 0; i < arcs; i++) {
            turn = (turn + 1) % arcs;
            Arc arc = owned.get(turn);
            if (arc != null && isDue(arc, nowNanos)) {
                return Optional.of(new Range(turn, arc.reached, arc.wrapped ? arc.begunAt : arc.end));
            }
        }
        return Optional.empty();
    }

    private boolean isDue(Arc arc, long nowNanos) {
        if (arc.resting && nowNanos - arc.roundBeganNanos >= roundEvery.toNanos()) {
            arc.resting = false;
            arc.roundBeganNanos = nowNanos;
        }
        return !arc.resting;
    }

    /// @param token all up to here was read
    void reached(Range range, long token, long nowNanos) {
        Arc arc = owned.get(range.arc());
        if (arc == null) {
            return;
        }
        arc.reached = token;
        if (token < range.through()) {
            return;
        }
        if (arc.wrapped) {
            arc.roundEndedNanos = nowNanos;
            arc.resting = true;
        } else {
            arc.reached = arc.first;
        }
        arc.wrapped = !arc.wrapped;
    }

    /// How long ago the arc that waits longest was gone round last.
    Duration age(long nowNanos) {
        return owned.values().stream()
                .map(arc -> Duration.ofNanos(nowNanos - arc.roundEndedNanos))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
