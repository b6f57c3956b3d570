package dev.parley.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SnowflakeGeneratorTest {
    private static final long NOON = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600_000;
    private static final int WORKER = 7;
    private static final GeneratorBounds BOUNDS = new GeneratorBounds(Duration.ofMinutes(1), Duration.ofMillis(10));
    private static final long LEAD = BOUNDS.maxLead().toMillis();

    private final SnowflakeGenerator generator = unlimited(WORKER, 0);

    @Test
    void idHasTheWallTimeTheWorkerAndCounterZero() {
        long id = stamp(NOON);
        assertThat(id).isEqualTo(Snowflake.of(NOON, WORKER, 0));
        assertThat(stamp(NOON)).isEqualTo(id + 1);
        assertThat(stamp(NOON + 1)).isEqualTo(Snowflake.of(NOON + 1, WORKER, 0));
    }

    @Test
    void everyMillisecondOfASecondGives4096IdsAndThenWaits() {
        long stamped = 0;
        for (long wall = NOON; wall < NOON + SECOND; wall++) {
            while (generator.next(wall) instanceof Stamp.Id stamp) {
                assertThat(Snowflake.unixMs(stamp.id())).isEqualTo(wall);
                stamped++;
            }
            assertThat(generator.next(wall)).isEqualTo(new Stamp.Wait(Duration.ofMillis(1)));
        }
        assertThat(stamped).isEqualTo(4096 * SECOND);
    }

    @Test
    void clockOneMillisecondBackGoesOnAboveTheLastId() {
        stepBack(1);
    }

    @Test
    void clockOneSecondBackGoesOnAboveTheLastId() {
        stepBack(SECOND);
    }

    @Test
    void clockOneHourBackIsRefusedUntilItHasAllButCaughtUp() {
        long before = stamp(NOON);
        assertThat(generator.next(NOON - HOUR)).isEqualTo(new Stamp.Refused(Stamp.Reason.CLOCK_BEHIND));
        assertThat(generator.next(NOON - LEAD - 11)).isEqualTo(new Stamp.Refused(Stamp.Reason.CLOCK_BEHIND));
        assertThat(stamp(NOON - LEAD)).isEqualTo(before + 1);
        assertThat(stamp(NOON + 1)).isGreaterThan(before + 1);
    }

    @Test
    void clockALittleFurtherBackThanTheLeadWaitsForTheDifference() {
        stamp(NOON);
        assertThat(generator.next(NOON - LEAD - 10)).isEqualTo(new Stamp.Wait(Duration.ofMillis(10)));
        assertThat(generator.next(NOON - LEAD - 1)).isEqualTo(new Stamp.Wait(Duration.ofMillis(1)));
        assertThat(generator.next(NOON - LEAD)).isInstanceOf(Stamp.Id.class);
    }

    @Test
    void leadingGeneratorStillGivesNoMoreThan4096IdsForEachMillisecondOfTheClock() {
        stamp(NOON);
        long wall = NOON - SECOND;
        fill(wall);
        long stamped = 0;
        for (wall++; wall < NOON; wall++) {
            stamped += fill(wall);
        }
        assertThat(stamped).isEqualTo(4096 * (SECOND - 1));
        assertThat(Snowflake.unixMs(generator.last())).isLessThanOrEqualTo(NOON + SECOND);
    }

    @Test
    void clockThatJumpsForwardIsFollowedUpToTheLimit() {
        SnowflakeGenerator limited = new SnowflakeGenerator(WORKER, 0, 0, BOUNDS);
        limited.allowUntil(NOON + SECOND);
        assertThat(limited.next(NOON + SECOND)).isInstanceOf(Stamp.Id.class);
        assertThat(limited.next(NOON + HOUR)).isEqualTo(new Stamp.Refused(Stamp.Reason.BEYOND_LIMIT));
    }

    @Test
    void clockThatJumpedBeyondTheLimitAndCameBackLeavesNoTrace() {
        SnowflakeGenerator limited = generatorWithLimit();
        long before = stamp(limited, NOON);
        limited.next(NOON + HOUR);
        assertThat(limited.observe(Snowflake.of(NOON + HOUR, 3, 0), NOON + HOUR))
                .isFalse();
        assertThat(stamp(limited, NOON)).isEqualTo(before + 1);
    }

    @Test
    void nothingIsStampedBeforeALimitIsGiven() {
        SnowflakeGenerator fresh = new SnowflakeGenerator(WORKER, 0, 0, BOUNDS);
        assertThat(fresh.next(NOON)).isEqualTo(new Stamp.Refused(Stamp.Reason.BEYOND_LIMIT));
    }

    @Test
    void limitNeverShrinks() {
        SnowflakeGenerator limited = generatorWithLimit();
        limited.allowUntil(NOON - HOUR);
        assertThat(limited.next(NOON)).isInstanceOf(Stamp.Id.class);
    }

    @Test
    void nextHolderOfTheWorkerNumberStartsAboveTheHighestTimeUsed() {
        fill(NOON);
        SnowflakeGenerator next = unlimited(WORKER, NOON);
        assertThat(stamp(next, NOON - 5)).isEqualTo(Snowflake.of(NOON + 1, WORKER, 0));
    }

    @Test
    void nextHolderWhoseClockIsFarBehindRefuses() {
        assertThat(unlimited(WORKER, NOON).next(NOON - HOUR)).isEqualTo(new Stamp.Refused(Stamp.Reason.CLOCK_BEHIND));
    }

    @Test
    void changeOfWorkerNumberKeepsIdsIncreasing() {
        long before = stamp(NOON);
        SnowflakeGenerator lower = new SnowflakeGenerator(WORKER - 1, 0, generator.last(), BOUNDS);
        lower.allowUntil(Snowflake.MAX_UNIX_MS);
        assertThat(stamp(lower, NOON - SECOND)).isGreaterThan(before);
    }

    @Test
    void idIsGreaterThanEveryObservedOne() {
        for (int worker : new int[] {0, WORKER - 1, WORKER, WORKER + 1, Snowflake.MAX_WORKER}) {
            for (int counter : new int[] {0, 1, Snowflake.MAX_COUNTER}) {
                long foreign = Snowflake.of(NOON + 20 * SECOND, worker, counter);
                assertThat(generator.observe(foreign, NOON)).isTrue();
                assertThat(stamp(NOON)).isGreaterThan(foreign);
            }
        }
    }

    @Test
    void observedIdFromTooFarInTheFutureIsNotFollowed() {
        assertThat(generator.observe(Snowflake.of(NOON + LEAD + 1, 1, 0), NOON)).isFalse();
        assertThat(stamp(NOON)).isEqualTo(Snowflake.of(NOON, WORKER, 0));
        assertThat(generator.observe(Snowflake.of(NOON + LEAD, 1, 0), NOON)).isTrue();
    }

    @Test
    void observedOldIdChangesNothing() {
        long id = stamp(NOON);
        assertThat(generator.observe(Snowflake.of(NOON - HOUR, 1, 5), NOON)).isTrue();
        assertThat(generator.observe(-1, NOON)).isTrue();
        assertThat(stamp(NOON)).isEqualTo(id + 1);
    }

    @Test
    void clockBeforeTheEpochOfIdsIsRefused() {
        assertThat(generator.next(0)).isEqualTo(new Stamp.Refused(Stamp.Reason.CLOCK_BEHIND));
    }

    @Test
    void clockAfterTheLastMillisecondOfIdsIsRefused() {
        assertThat(generator.next(Snowflake.MAX_UNIX_MS + 1)).isEqualTo(new Stamp.Refused(Stamp.Reason.BEYOND_LIMIT));
    }

    @Test
    void idsArePositiveFromTheFirstMillisecondOn() {
        assertThat(stamp(unlimited(0, 0), Snowflake.EPOCH_MS)).isPositive();
    }

    @Test
    void workerNumberOutOfRangeIsRefusedAtOnce() {
        assertThatThrownBy(() -> new SnowflakeGenerator(1024, 0, 0, BOUNDS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SnowflakeGenerator(-1, 0, 0, BOUNDS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new GeneratorBounds(Duration.ofMillis(-1), Duration.ofMillis(10)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeneratorBounds(Duration.ofMinutes(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void stepBack(long stepMs) {
        long last = stamp(NOON);
        for (long wall = NOON - stepMs; wall <= NOON; wall++) {
            long id = stamp(wall);
            assertThat(id).isEqualTo(last + 1);
            last = id;
        }
        assertThat(stamp(NOON + 1)).isEqualTo(Snowflake.of(NOON + 1, WORKER, 0));
    }

    private long fill(long wall) {
        long stamped = 0;
        while (generator.next(wall) instanceof Stamp.Id) {
            stamped++;
        }
        return stamped;
    }

    private long stamp(long wall) {
        return stamp(generator, wall);
    }

    private static long stamp(SnowflakeGenerator generator, long wall) {
        return ((Stamp.Id) generator.next(wall)).id();
    }

    private static SnowflakeGenerator generatorWithLimit() {
        SnowflakeGenerator limited = new SnowflakeGenerator(WORKER, 0, 0, BOUNDS);
        limited.allowUntil(NOON + SECOND);
        return limited;
    }

    private static SnowflakeGenerator unlimited(int worker, long highestTimeUsed) {
        SnowflakeGenerator generator = new SnowflakeGenerator(worker, highestTimeUsed, 0, BOUNDS);
        generator.allowUntil(Snowflake.MAX_UNIX_MS);
        return generator;
    }
}
