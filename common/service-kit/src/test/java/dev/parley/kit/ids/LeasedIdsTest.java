package dev.parley.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.id.Snowflake;
import dev.parley.kit.ids.IdsUnavailableException.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeasedIdsTest {
    private static final IdsSettings SETTINGS = new IdsSettings(
            Duration.ofMinutes(1),
            Duration.ofMillis(10),
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(3));
    private static final Duration ONE_MS = Duration.ofMillis(1);
    private static final Duration USED_PART = Duration.ofSeconds(54);
    private static final Duration THIRD = Duration.ofSeconds(20);

    private final TurnedClock time = new TurnedClock();
    private final ScriptedLeases leases = new ScriptedLeases();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IdMetrics metrics = new IdMetrics(registry);
    private final LeasedIds ids = new LeasedIds(time, time, SETTINGS, metrics);
    private final KeepLease keepLease =
            new KeepLease(leases, ids, time, time, new Random(1), SETTINGS, metrics, "test");

    @Test
    void noIdIsGivenBeforeThereIsALease() {
        refuses(Reason.NO_LEASE);
        assertThat(ids.hasLease()).isFalse();
    }

    @Test
    void idsHaveTheLeasedWorkerNumber() {
        keepLease.step();
        assertThat(ids.next()).isEqualTo(Snowflake.of(time.millis(), 7, 0));
        assertThat(ids.next()).isEqualTo(Snowflake.of(time.millis(), 7, 1));
        assertThat(ids.hasLease()).isTrue();
    }

    @Test
    void reusedWorkerNumberStartsAboveTheHighestTimeUsed() {
        leases.startAboveMs = time.millis() + 500;
        keepLease.step();
        assertThat(ids.next()).isEqualTo(Snowflake.of(time.millis() + 501, 7, 0));
    }

    @Test
    void stampingStopsBeforeTheLeaseEnds() {
        keepLease.step();
        time.pass(USED_PART.minus(ONE_MS));
        ids.next();
        time.pass(ONE_MS);
        refuses(Reason.NO_LEASE);
        assertThat(ids.remaining()).isZero();
    }

    @Test
    void leaseCountsFromBeforeItWasAskedFor() {
        leases.onTheWay = () -> time.pass(Duration.ofSeconds(5));
        keepLease.step();
        time.pass(USED_PART.minusSeconds(5));
        refuses(Reason.NO_LEASE);
    }

    @Test
    void renewalAlsoCountsFromBeforeItWasAskedFor() {
        keepLease.step();
        time.pass(THIRD);
        leases.onTheWay = () -> time.pass(Duration.ofSeconds(5));
        keepLease.step();
        time.pass(USED_PART.minusSeconds(5).minus(ONE_MS));
        ids.next();
        time.pass(ONE_MS);
        refuses(Reason.NO_LEASE);
    }

    @Test
    void wallClockSetBackDoesNotProlongTheLease() {
        keepLease.step();
        time.pass(USED_PART.minus(ONE_MS));
        time.setWallBy(Duration.ofSeconds(-50));
        ids.next();
        time.pass(ONE_MS);
        refuses(Reason.NO_LEASE);
    }

    @Test
    void leaseIsRenewedAtAThirdOfItsLength() {
        assertThat(keepLease.step()).isEqualTo(THIRD);
        assertThat(keepLease.step()).isEqualTo(THIRD);
        for (int i = 0; i < 100; i++) {
            time.pass(THIRD);
            keepLease.step();
            ids.next();
        }
    }

    @Test
    void everyIdLiesBelowTheHighestTimeTold() {
        keepLease.step();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            time.pass(Duration.ofMillis(random.nextInt(40)));
            time.setWallBy(Duration.ofMillis(random.nextInt(-3_000, 3_100)));
            if (i % 100 == 0) {
                keepLease.step();
            }
            ids.observe(Snowflake.of(time.millis() + random.nextInt(70_000), 1, 0));
            try {
                assertThat(Snowflake.unixMs(ids.next())).isLessThanOrEqualTo(leases.highestTimeTold);
            } catch (IdsUnavailableException allowed) {
                assertThat(allowed.reason()).isIn(Reason.CLOCK_BEHIND, Reason.TOO_MANY, Reason.BEYOND_LIMIT);
            }
        }
        assertThat(registry.counter("ids.stamped").count()).isGreaterThan(1_000);
    }

    @Test
    void failedRenewalIsRepeatedSoonAndStampingGoesOnMeanwhile() {
        keepLease.step();
        leases.down = true;
        time.pass(THIRD);
        assertThat(keepLease.step()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        for (int i = 0; i < 50; i++) {
            assertThat(keepLease.step()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(3));
        }
        ids.next();
        assertThat(registry.counter("ids.lease.failures").count()).isEqualTo(51);
    }

    @Test
    void leaseThatRanOutDuringAnOutageGoesOnWithTheSameNumberWhenNobodyTookIt() {
        keepLease.step();
        long before = ids.next();
        leases.down = true;
        time.pass(Duration.ofMinutes(10));
        keepLease.step();
        refuses(Reason.NO_LEASE);
        leases.down = false;
        keepLease.step();
        assertThat(ids.next()).isGreaterThan(before).matches(id -> Snowflake.worker(id) == 7);
    }

    @Test
    void lostLeaseStopsStampingAtOnceAndAnotherNumberIsLeased() {
        keepLease.step();
        long before = ids.next();
        leases.lost = true;
        assertThat(keepLease.step()).isZero();
        refuses(Reason.NO_LEASE);
        keepLease.step();
        assertThat(ids.next()).isGreaterThan(before).matches(id -> Snowflake.worker(id) == 3);
        assertThat(registry.counter("ids.lease.lost").count()).isEqualTo(1);
    }

    @Test
    void whenEveryNumberIsTakenItGoesOnAsking() {
        leases.free.clear();
        assertThat(keepLease.step()).isLessThanOrEqualTo(Duration.ofMillis(100));
        refuses(Reason.NO_LEASE);
        leases.free.add(12);
        keepLease.step();
        ids.next();
    }

    @Test
    void clockStepsBackAreCountedAndIdsStillGrow() {
        keepLease.step();
        long last = ids.next();
        for (Duration step : new Duration[] {Duration.ofMillis(-1), Duration.ofSeconds(-1)}) {
            time.setWallBy(step);
            long id = ids.next();
            assertThat(id).isGreaterThan(last);
            last = id;
        }
        assertThat(steps("back")).isEqualTo(2);
    }

    @Test
    void clockOneHourBackIsRefusedUntilItIsRight() {
        keepLease.step();
        long before = ids.next();
        time.setWallBy(Duration.ofHours(-1));
        refuses(Reason.CLOCK_BEHIND);
        assertThat(registry.counter("ids.refused", "reason", "clock_behind").count())
                .isEqualTo(1);
        time.setWallBy(Duration.ofHours(1));
        assertThat(ids.next()).isEqualTo(before + 1);
    }

    @Test
    void clockOneHourForwardIsRefusedUntilARenewalAllowsIt() {
        keepLease.step();
        ids.next();
        time.setWallBy(Duration.ofHours(1));
        refuses(Reason.BEYOND_LIMIT);
        assertThat(steps("forward")).isEqualTo(1);
        keepLease.step();
        assertThat(Snowflake.unixMs(ids.next())).isEqualTo(time.millis());
    }

    @Test
    void machineThatSleptThroughItsLeaseStampsNothingBeyondWhatItTold() {
        keepLease.step();
        ids.next();
        time.setWallBy(Duration.ofMinutes(5)); // The ticker slept too.
        assertThat(ids.hasLease()).isTrue();
        refuses(Reason.BEYOND_LIMIT);
    }

    @Test
    void idIsGreaterThanObservedOnes() {
        keepLease.step();
        long foreign = Snowflake.of(time.millis() + 30_000, 1023, 5);
        ids.observe(foreign);
        assertThat(ids.next()).isGreaterThan(foreign);
    }

    @Test
    void whatWasObservedWithoutALeaseCountsOnceThereIsOne() {
        long foreign = Snowflake.of(time.millis() + 30_000, 1023, 5);
        ids.observe(foreign);
        keepLease.step();
        assertThat(ids.next()).isGreaterThan(foreign);
    }

    @Test
    void observedIdFromTooFarInTheFutureIsIgnoredAndCounted() {
        ids.observe(Snowflake.of(time.millis() + 60_001, 1, 0));
        keepLease.step();
        ids.observe(Snowflake.of(time.millis() + 60_001, 1, 0));
        assertThat(Snowflake.unixMs(ids.next())).isEqualTo(time.millis());
        assertThat(registry.counter("ids.observed.ignored").count()).isEqualTo(2);
    }

    @Test
    void moreThan4096IdsInAMillisecondThatDoesNotEndAreRefusedAfterAWhile() {
        keepLease.step();
        for (int i = 0; i < 4096; i++) {
            ids.next();
        }
        refuses(Reason.TOO_MANY);
        time.pass(ONE_MS);
        ids.next();
    }

    @Test
    void releaseStopsStampingAndTellsTheHighestTimeUsed() {
        keepLease.step();
        long last = ids.next();
        keepLease.release();
        refuses(Reason.NO_LEASE);
        assertThat(leases.released).containsExactly("7 " + Snowflake.unixMs(last));
    }

    @Test
    void failedReleaseIsLeftToExpiry() {
        keepLease.step();
        leases.down = true;
        keepLease.release();
        refuses(Reason.NO_LEASE);
    }

    @Test
    void releaseWithoutALeaseAsksNobody() {
        keepLease.release();
        assertThat(leases.calls).isZero();
    }

    private double steps(String direction) {
        return registry.counter("ids.clock.steps", "direction", direction).count();
    }

    private void refuses(Reason reason) {
        assertThatExceptionOfType(IdsUnavailableException.class)
                .isThrownBy(ids::next)
                .matches(it -> it.reason() == reason, "reason " + reason)
                .matches(it -> it.retryAfter().isPositive());
    }
}
