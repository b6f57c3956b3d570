package dev.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.presence.PresenceScene.Server;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat servers that crash, freeze for 45 s and give slots to each other, with clocks that run at different speeds,
/// over a store that is emptied and is away; and users who beat, fall silent, lose connections and come back. Time
/// goes in steps of 200 ms.
///
/// After each step: who was silent for longer than the bound is not online, and who beat all the time, on servers
/// that nothing happened to for a while, is. Nobody who beats is ever published as offline.
class PresenceSimulationTest {
    private static final long STEP = Duration.ofMillis(200).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int USERS = 12;
    private static final int STEPS = 6_000;

    /// The bound, a sweep, a turn, and how much slower a clock may run.
    private static final long OFFLINE_WITHIN = 30 * SECOND + SECOND + 2 * STEP + SECOND;

    /// The same from the last trouble: a lease that outlives its holder, and what a process that stood still gives
    /// its clients.
    private static final long OFFLINE_AFTER_TROUBLE = OFFLINE_WITHIN + 12 * SECOND;

    /// From the last trouble: a renewal finds the store as it is, then writes.
    private static final long TRUE_AFTER = 8 * SECOND;

    private static final class Person {
        boolean wantsToBeHere;
        /// The last beat that reached a living process.
        long beatNanos = Long.MIN_VALUE / 2;
        /// Since when they beat without a gap on one server.
        long steadySince = Long.MAX_VALUE;
    }

    private static final class Process {
        final String name;
        final Server server;
        long frozenUntil;
        /// When it will be told that its slots are another's.
        long losesAllAt = Long.MAX_VALUE;

        Process(String name, Server server) {
            this.name = name;
            this.server = server;
        }
    }

    private final PresenceScene scene = new PresenceScene();
    private final Map<UserId, Person> people = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final Map<Integer, Process> owners = new HashMap<>();
    private final Map<Integer, Long> vacantSince = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom();
    private int started;
    private long troubleNanos;
    private long awayUntil;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nobodyFlickersAndNobodyStays(int seed) {
        random = new SplittableRandom(seed);
        for (int user = 1; user <= USERS; user++) {
            people.put(new UserId(user), new Person());
        }
        for (int i = 0; i < 3; i++) {
            start();
        }
        for (int slot = 0; slot < PresenceScene.SLOTS; slot++) {
            give(slot);
        }
        for (int step = 0; step < STEPS; step++) {
            scene.nowNanos += STEP;
            harm();
            assign();
            live(step);
            turn();
            check(seed, step);
        }
        assertThat(history).as("something happened").hasSizeGreaterThan(20);
        assertThat(seenChanges).isTrue();
    }

    private Process start() {
        String name = "server-" + ++started;
        Process process = new Process(name, scene.new Server(name));
        process.server.pace = 0.98 + random.nextDouble() * 0.04;
        process.server.offsetNanos = random.nextLong(1_000_000) * SECOND;
        processes.add(process);
        return process;
    }

    private void happened(String what) {
        history.add(scene.nowNanos / 1_000_000 + " ms: " + what);
        troubleNanos = scene.nowNanos;
    }

    private void harm() {
        switch (random.nextInt(1_500)) {
            case 0 -> {
                Process victim = processes.get(random.nextInt(processes.size()));
                if (processes.size() > 2) {
                    happened("killed " + victim.name);
                    processes.remove(victim);
                    vacate(victim, scene.nowNanos + 10 * SECOND);
                    start();
                }
            }
            case 1 -> {
                Process victim = processes.get(random.nextInt(processes.size()));
                if (victim.frozenUntil < scene.nowNanos) {
                    happened("froze " + victim.name);
                    victim.frozenUntil = scene.nowNanos + 45 * SECOND;
                    victim.losesAllAt = victim.frozenUntil + random.nextLong(3 * SECOND);
                    vacate(victim, scene.nowNanos + 10 * SECOND);
                }
            }
            case 2 -> {
                happened("emptied the store");
                scene.store.flush();
            }
            case 3 -> {
                happened("the store is away");
                awayUntil = scene.nowNanos + random.nextLong(20 * SECOND);
            }
            case 4 -> {
                int slot = random.nextInt(PresenceScene.SLOTS);
                Process owner = owners.get(slot);
                if (owner != null && owner.frozenUntil < scene.nowNanos) {
                    happened("handed slot " + slot + " over");
                    owner.server.lose(slot);
                    owners.remove(slot);
                    vacantSince.put(slot, scene.nowNanos + SECOND);
                }
            }
            default -> {}
        }
        boolean wasAway = scene.store.away;
        scene.store.away = scene.nowNanos < awayUntil;
        if (wasAway && !scene.store.away) {
            happened("the store is back");
        }
    }

    private void vacate(Process victim, long noticedAt) {
        owners.entrySet().removeIf(entry -> {
            if (entry.getValue() == victim) {
                vacantSince.put(entry.getKey(), noticedAt);
                return true;
            }
            return false;
        });
    }

    /// Kafka gives slots to somebody who lives.
    private void assign() {
        for (Process process : processes) {
            if (process.losesAllAt <= scene.nowNanos) {
                process.losesAllAt = Long.MAX_VALUE;
                for (int slot : new TreeSet<>(process.server.owned)) {
                    if (owners.get(slot) != process) {
                        process.server.lose(slot);
                    }
                }
            }
        }
        for (int slot : new TreeSet<>(vacantSince.keySet())) {
            if (vacantSince.getOrDefault(slot, Long.MAX_VALUE) <= scene.nowNanos) {
                give(slot);
            }
        }
    }

    private void give(int slot) {
        List<Process> living = processes.stream()
                .filter(process -> process.frozenUntil <= scene.nowNanos && process.losesAllAt == Long.MAX_VALUE)
                .toList();
        if (!living.isEmpty()) {
            Process next = living.get(random.nextInt(living.size()));
            next.server.take(slot);
            owners.put(slot, next);
            vacantSince.remove(slot);
            happened("slot " + slot + " is with " + next.name);
        }
    }

    private @Nullable Process ownerOf(UserId user) {
        Process owner = owners.get(PresenceScene.slotOf(user));
        return owner == null || owner.frozenUntil > scene.nowNanos ? null : owner;
    }

    private void live(int step) {
        people.forEach((user, person) -> {
            if (random.nextInt(400) == 0) {
                person.wantsToBeHere = !person.wantsToBeHere;
                Process owner = ownerOf(user);
                if (!person.wantsToBeHere && owner != null && random.nextBoolean()) {
                    owner.server.close(user);
                }
            }
            Process owner = ownerOf(user);
            if (person.wantsToBeHere && owner != null) {
                beat(user, person, owner, step);
            } else {
                person.steadySince = Long.MAX_VALUE;
            }
        });
    }

    private void beat(UserId user, Person person, Process owner, int step) {
        if (!owner.server.connected().contains(user)) {
            // Clients come back within a second or so.
            if (random.nextInt(5) == 0) {
                owner.server.connect(user);
                person.beatNanos = scene.nowNanos;
                person.steadySince = scene.nowNanos;
            }
        } else if ((step + user.value()) % 25 == 0) {
            owner.server.beat(user);
            person.beatNanos = scene.nowNanos;
        } else if (random.nextInt(1_000) == 0) {
            owner.server.close(user);
        }
    }

    private void turn() {
        for (Process process : processes) {
            if (process.frozenUntil <= scene.nowNanos) {
                process.server.presence.turn();
            }
        }
    }

    private void check(int seed, int step) {
        people.forEach((user, person) -> {
            String where = "seed " + seed + ", step " + step + ", user " + user + "\n" + String.join("\n", history);
            if (scene.nowNanos - person.beatNanos > OFFLINE_WITHIN
                    && scene.nowNanos - troubleNanos > OFFLINE_AFTER_TROUBLE) {
                assertThat(scene.isOnline(user))
                        .as("stays though silent: %s", where)
                        .isFalse();
            }
            boolean steady = person.steadySince != Long.MAX_VALUE
                    && scene.nowNanos - person.steadySince > TRUE_AFTER
                    && scene.nowNanos - troubleNanos > TRUE_AFTER;
            if (steady && !scene.store.away) {
                assertThat(scene.isOnline(user))
                        .as("is here but not shown: %s", where)
                        .isTrue();
            }
        });
        scene.published.stream().filter(change -> !change.online()).forEach(change -> {
            Person person = Objects.requireNonNull(people.get(change.user()));
            assertThat((scene.nowNanos - person.beatNanos) / SECOND)
                    .as(
                            "published as offline: seed %s, step %s, %s\n%s",
                            seed, step, change, String.join("\n", history))
                    .isGreaterThan(17);
        });
        seenChanges |= !scene.published.isEmpty();
        scene.published.clear();
    }

    private boolean seenChanges;
}
