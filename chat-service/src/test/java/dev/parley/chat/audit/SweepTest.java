package dev.parley.chat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Duration ROUND = Duration.ofMinutes(1);

    @Test
    void allArcsTogetherAreTheWholeRing() {
        for (int arcs : new int[] {1, 2, 3, 64, 1_024}) {
            Sweep sweep = new Sweep(arcs, ROUND, new Random(arcs));
            sweep.own(IntStream.range(0, arcs).boxed().collect(Collectors.toSet()), 0);
            List<Sweep.Range> round = round(sweep, 0);
            assertThat(round).hasSize(2 * arcs);
            Random tokens = new Random(7);
            for (int i = 0; i < 1_000; i++) {
                long token = i == 0 ? Long.MAX_VALUE : i == 1 ? Long.MIN_VALUE + 1 : tokens.nextLong();
                assertThat(round.stream().filter(it -> it.after() < token && token <= it.through()))
                        .as("token %d in one of %d arcs", token, arcs)
                        .hasSize(1);
            }
        }
    }

    @Test
    void anArcGoesOnWhereItWasReadTo() {
        Sweep sweep = new Sweep(1, ROUND, new Random(1));
        sweep.own(Set.of(0), 0);
        Sweep.Range range = sweep.next(0).orElseThrow();
        sweep.reached(range, range.after() + 5, 0);
        assertThat(sweep.next(0)).contains(new Sweep.Range(0, range.after() + 5, range.through()));
    }

    @Test
    void aRoundBeginsNoSoonerThanItIsDueAndAgeSaysHowLongTheLastOneIsAgo() {
        Sweep sweep = new Sweep(2, ROUND, new Random(1));
        sweep.own(Set.of(0), 0);
        assertThat(round(sweep, Duration.ofSeconds(10).toNanos())).hasSize(2);
        long almost = ROUND.toNanos() - 1;
        assertThat(sweep.next(almost)).isEmpty();
        assertThat(sweep.age(ROUND.toNanos())).isEqualTo(Duration.ofSeconds(50));
        assertThat(round(sweep, ROUND.toNanos())).hasSize(2);
        assertThat(sweep.age(ROUND.toNanos())).isZero();
    }

    @Test
    void whatIsOwnedNoMoreIsLeftAndWhatStaysGoesOn() {
        Sweep sweep = new Sweep(8, ROUND, new Random(1));
        sweep.own(Set.of(1, 2), 0);
        Sweep.Range one = sweep.next(0).orElseThrow();
        sweep.reached(one, one.after() + 3, 0);
        sweep.own(Set.of(one.arc(), 5), 0);
        List<Sweep.Range> round = round(sweep, 0);
        assertThat(round).extracting(Sweep.Range::arc).containsOnly(one.arc(), 5);
        assertThat(round).contains(new Sweep.Range(one.arc(), one.after() + 3, one.through()));
    }

    @Test
    void whoOwnsNothingSweepsNothing() {
        Sweep sweep = new Sweep(8, ROUND, new Random(1));
        sweep.own(Set.of(), 0);
        assertThat(sweep.next(0)).isEmpty();
        assertThat(sweep.age(5)).isZero();
    }

    private static List<Sweep.Range> round(Sweep sweep, long now) {
        List<Sweep.Range> ranges = new ArrayList<>();
        Optional<Sweep.Range> next = sweep.next(now);
        while (next.isPresent()) {
            ranges.add(next.get());
            sweep.reached(next.get(), next.get().through(), now);
            next = sweep.next(now);
        }
        return ranges;
    }
}
