package dev.parley.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes with clocks that wander, jump and stop take over each other's worker numbers, at times while the
/// former holder
/// still believes in its lease. Every id of the world is kept and looked at.
class SnowflakeGeneratorWalkTest {
    private static final int STEPS = 3_000_000;
    private static final int WORKERS = 8;
    private static final int PROCESSES = 5;
    private static final long PROMISE_MS = 90_000;
    private static final GeneratorBounds BOUNDS = new GeneratorBounds(Duration.ofMinutes(1), Duration.ofMillis(10));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_101})
    void idsAreUniqueInTheWorldAndIncreaseInEachProcess(long seed) {
        World world = new World(seed);
        for (int step = 0; step < STEPS; step++) {
            world.step();
        }
        assertThat(world.stamped).as("the walk mostly stamps").isGreaterThan(STEPS / 4);
        assertThat(world.takeovers).as("worker numbers change hands").isGreaterThan(1_000);
        long[] ids = Arrays.copyOf(world.ids, world.stamped);
        Arrays.sort(ids);
        for (int i = 1; i < ids.length; i++) {
            assertThat(ids[i]).as("seed %d", seed).isGreaterThan(ids[i - 1]);
        }
    }

    /// The lease table holds only what a renewal wrote: the highest time that a worker number's holders may have
    /// used.
    private static final class World {
        private final SplittableRandom random;
        private final long[] highestTimeUsed = new long[WORKERS];
        private final Process[] processes = new Process[PROCESSES];
        private final @Nullable Process[] holders = new Process[WORKERS];
        private final long[] ids = new long[STEPS];
        private long now = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
        private int stamped;
        private int takeovers;

        World(long seed) {
            random = new SplittableRandom(seed);
            Arrays.setAll(processes, i -> new Process(random.nextInt(WORKERS)));
        }

        void step() {
            Process process = processes[random.nextInt(PROCESSES)];
            int dice = random.nextInt(10_000);
            if (dice < 8_500) {
                process.stamp();
            } else if (dice < 9_300) {
                now += random.nextInt(3);
            } else if (dice < 9_350) {
                now += random.nextInt(20_000);
            } else if (dice < 9_650) {
                process.observeAnyRecentId();
            } else if (dice < 9_800) {
                process.offset += random.nextInt(-20, 21);
            } else if (dice < 9_960) {
                process.renew();
            } else if (dice < 9_970) {
                process.offset = jump();
            } else {
                takeOver();
            }
        }

        /// The former holder of the number isn't told, and goes on with what it has.
        private void takeOver() {
            int worker = random.nextInt(WORKERS);
            if (highestTimeUsed[worker] <= now) {
                processes[random.nextInt(PROCESSES)] = new Process(worker);
                takeovers++;
            }
        }

        private long jump() {
            long[] sizes = {1, 1_000, 60_000, 3_600_000};
            long size = sizes[random.nextInt(sizes.length)];
            return random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? size : -size;
        }

        private final class Process {
            private final SnowflakeGenerator generator;
            private long offset;
            private long lastId;

            Process(int worker) {
                offset = random.nextInt(10) == 0 ? jump() : 0;
                generator = new SnowflakeGenerator(worker, highestTimeUsed[worker], 0, BOUNDS);
                holders[worker] = this;
                promise(worker);
            }

            void renew() {
                if (holders[generator.worker()] == this) {
                    promise(generator.worker());
                }
            }

            /// As the lease table does it: not for clocks that are far ahead.
            private void promise(int worker) {
                if (offset <= 120_000) {
                    highestTimeUsed[worker] = Math.max(highestTimeUsed[worker], wall() + PROMISE_MS);
                    generator.allowUntil(wall() + PROMISE_MS);
                }
            }

            void stamp() {
                if (generator.next(wall()) instanceof Stamp.Id stamp) {
                    assertThat(stamp.id()).isGreaterThan(lastId);
                    lastId = stamp.id();
                    ids[stamped++] = lastId;
                }
            }

            void observeAnyRecentId() {
                if (stamped > 0) {
                    long foreign = ids[random.nextInt(Math.max(0, stamped - 100), stamped)];
                    if (generator.observe(foreign, wall())) {
                        lastId = Math.max(lastId, foreign);
                    }
                }
            }

            long wall() {
                return now + offset;
            }
        }
    }
}
