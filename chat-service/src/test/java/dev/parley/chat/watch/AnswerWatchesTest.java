package dev.parley.chat.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.FakeConnection;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerWatchesTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);
    private static final UserId CAROL = new UserId(11);
    private static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeConnection phone = new FakeConnection(ALICE, 71);
    private final FakeConnection laptop = new FakeConnection(ALICE, 72);
    private final Map<UserId, Presence> states = new HashMap<>();
    private final List<List<Watch>> asked = new ArrayList<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean away;
    private long nowNanos;
    private Runnable whileAsking = () -> {};

    private final AnswerWatches watches = new AnswerWatches(
            this::answer,
            new WatchSettings(200, Duration.ofSeconds(40), Duration.ofSeconds(5), Duration.ofSeconds(2)),
            new WatchMetrics(new SimpleMeterRegistry()),
            () -> nowNanos,
            tasks::add);

    private List<List<Presence>> answer(List<Watch> batch) {
        asked.add(batch);
        if (away) {
            throw new UnavailableException("presence-service", null);
        }
        List<List<Presence>> answer = batch.stream()
                .map(watch -> watch.watched().stream()
                        .map(user -> states.getOrDefault(user, Presence.hidden(user)))
                        .toList())
                .toList();
        whileAsking.run();
        return answer;
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nowNanos += Duration.ofSeconds(1).toNanos();
            watches.renew();
            runAll();
        }
    }

    private void changed(UserId user, boolean online) {
        watches.changed(
                ALICE,
                List.of(phone),
                new BusMessage.Presence(List.of(new BusMessage.Change(user, online, online ? null : SEEN))));
    }

    private static List<UserId> users(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(UserId::new).toList();
    }

    @Test
    void whoWatchesIsToldAtOnceHowItStands() {
        states.put(BOB, new Presence(BOB, true, null));
        states.put(CAROL, new Presence(CAROL, false, SEEN));
        assertThat(watches.watch(phone, List.of(BOB, CAROL, new UserId(5)))).isTrue();
        runAll();
        assertThat(phone.frames())
                .containsExactly("{\"type\":\"presence\",\"users\":[{\"userId\":\"9\",\"online\":true},"
                        + "{\"userId\":\"11\",\"online\":false,\"lastSeenAt\":\"2026-03-01T12:00:00Z\"},"
                        + "{\"userId\":\"5\",\"online\":false}]}");
    }

    @Test
    void changesAreToldOnceAndOnlyToThoseWhoWatch() {
        watches.watch(phone, List.of(BOB));
        watches.watch(laptop, List.of(CAROL));
        runAll();
        changed(BOB, true);
        changed(BOB, true);
        changed(new UserId(5), true);
        assertThat(phone.frames()).hasSize(2);
        assertThat(phone.frames().getLast()).contains("\"userId\":\"9\",\"online\":true");
        assertThat(laptop.frames()).hasSize(1);
        watches.unwatch(phone, List.of(BOB));
        changed(BOB, false);
        assertThat(phone.frames()).hasSize(2);
    }

    @Test
    void watchesAreSaidAgainAndWhatChangedUnheardIsTold() {
        watches.watch(phone, List.of(BOB));
        runAll();
        pass(39);
        assertThat(asked).hasSize(1);
        states.put(BOB, new Presence(BOB, true, null));
        pass(1);
        assertThat(asked).hasSize(2);
        assertThat(phone.frames()).hasSize(2);
        pass(40);
        assertThat(phone.frames()).hasSize(2);
    }

    @Test
    void aChangeDuringAQuestionIsNotCoveredByItsOlderAnswer() {
        states.put(BOB, new Presence(BOB, true, null));
        whileAsking = () -> {
            whileAsking = () -> {};
            states.put(BOB, new Presence(BOB, false, SEEN));
            changed(BOB, false);
        };
        watches.watch(phone, List.of(BOB));
        runAll();
        assertThat(asked).hasSize(2);
        assertThat(phone.frames().getLast()).contains("\"online\":false");
    }

    @Test
    void aConnectionThatWatchesTooManyIsRefusedAndKeepsWhatItHas() {
        assertThat(watches.watch(phone, users(1, 200))).isTrue();
        assertThat(watches.watch(phone, List.of(new UserId(201)))).isFalse();
        assertThat(watches.watch(phone, users(1, 200))).isTrue();
        watches.unwatch(phone, users(1, 1));
        assertThat(watches.watch(phone, List.of(new UserId(201)))).isTrue();
        // All connections of a user fit into one question.
        for (int device = 0; device < 4; device++) {
            assertThat(watches.watch(
                            new FakeConnection(ALICE, 80 + device), users(1_000 + device * 200, 1_199 + device * 200)))
                    .isTrue();
        }
        assertThat(watches.watch(laptop, List.of(BOB))).isTrue();
        assertThat(watches.watch(laptop, List.of(new UserId(9_999)))).isFalse();
    }

    @Test
    void howeverOftenAClientSaysItOneQuestionAtATimeIsAsked() {
        for (int i = 0; i < 10_000; i++) {
            watches.watch(phone, List.of(new UserId(i % 200 + 1)));
        }
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().getFirst().watched()).hasSize(200);
    }

    @Test
    void manyUsersShareAQuestionUpToItsBound() {
        for (int user = 1; user <= 12; user++) {
            watches.watch(new FakeConnection(new UserId(user), 1), users(100, 199));
        }
        runAll();
        assertThat(asked)
                .hasSizeGreaterThan(1)
                .allSatisfy(batch -> assertThat(batch.stream()
                                .mapToInt(it -> it.watched().size())
                                .sum())
                        .isLessThanOrEqualTo(Watch.MAX_PAIRS));
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(12);
    }

    @Test
    void whileNobodyAnswersClientsAreToldOnceAndWatchesComeBackByThemselves() {
        away = true;
        watches.watch(phone, List.of(BOB));
        runAll();
        pass(30);
        assertThat(phone.frames("error")).hasSize(1);
        assertThat(phone.frames("error").getFirst()).contains("\"code\":\"retry\"");
        assertThat(asked).hasSizeBetween(5, 8);
        away = false;
        states.put(BOB, new Presence(BOB, true, null));
        pass(6);
        assertThat(phone.frames("presence")).hasSize(1);
    }

    @Test
    void whoIsGoneIsForgotten() {
        watches.watch(phone, List.of(BOB));
        runAll();
        watches.gone(phone);
        changed(BOB, true);
        pass(100);
        assertThat(phone.frames()).hasSize(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void afterPresenceWasForgottenAllWatchesAreSaidAgainWithinSecondsAndNotAtOnce() {
        for (long user = 100; user < 110; user++) {
            watches.watch(new FakeConnection(new UserId(user), user), List.of(BOB));
        }
        runAll();
        asked.clear();

        watches.forgotten();
        pass(1);
        assertThat(watchersAsked()).isBetween(1L, 5L);
        pass(5);

        assertThat(watchersAsked()).isEqualTo(10);
    }

    private long watchersAsked() {
        return asked.stream()
                .flatMap(List::stream)
                .map(Watch::watcher)
                .distinct()
                .count();
    }
}
