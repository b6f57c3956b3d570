package dev.parley.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RelayOutboxTest {
    private static final ConversationId ONE = new ConversationId.Group(1);
    private static final ConversationId TWO = new ConversationId.Group(2);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final MemoryOutboxStore store = new MemoryOutboxStore(() -> now);
    private final FakeLog log = new FakeLog();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RelayOutbox relay =
            new RelayOutbox(store, log, new OutboxMetrics(registry, () -> now), Duration.ofMillis(50));

    @Test
    void entriesGoOutInOrder() throws InterruptedException {
        add(ONE, TWO, ONE, TWO);
        relay.once(Duration.ZERO);
        assertThat(log.idsOf(ONE)).containsExactly(1L, 3L);
        assertThat(log.idsOf(TWO)).containsExactly(2L, 4L);
        assertThat(store.waiting(9)).isZero();
    }

    @Test
    void moreThanABatchGoesOutInOneGo() throws InterruptedException {
        for (int i = 0; i < 2 * RelayOutbox.BATCH + 1; i++) {
            add(ONE);
        }
        relay.once(Duration.ZERO);
        assertThat(log.idsOf(ONE))
                .isEqualTo(LongStream.rangeClosed(1, 2 * RelayOutbox.BATCH + 1)
                        .boxed()
                        .toList());
    }

    @Test
    void oneThatFailsHoldsBackItsConversationOnlyAndKeepsItsOrder() throws InterruptedException {
        add(ONE, TWO, ONE, TWO);
        log.breakLog(ONE, false);
        relay.once(Duration.ZERO);
        assertThat(log.idsOf(ONE)).isEmpty();
        assertThat(log.idsOf(TWO)).containsExactly(2L, 4L);
        assertThat(registry.get("api.outbox.waiting").gauge().value()).isEqualTo(2);

        log.mend();
        add(ONE);
        relay.once(Duration.ZERO);
        assertThat(log.idsOf(ONE)).containsExactly(1L, 3L, 5L);
    }

    @Test
    void ageIsThatOfTheOldestThatIsLeft() throws InterruptedException {
        add(ONE);
        later(3);
        add(ONE, TWO);
        log.breakLog(ONE, false);
        relay.once(Duration.ZERO);
        later(4);
        assertThat(age()).isEqualTo(7);
        log.mend();
        log.breakLog(TWO, false);
        add(TWO);
        relay.once(Duration.ZERO);
        assertThat(age()).isZero();
        later(5);
        assertThat(age()).isEqualTo(5);
        log.mend();
        relay.once(Duration.ZERO);
        later(6);
        assertThat(age()).isZero();
    }

    @Test
    void ageGrowsWhileNothingIsKnownOfTheStore() throws InterruptedException {
        add(ONE);
        log.breakLog(ONE, false);
        relay.once(Duration.ZERO);
        later(60);
        assertThat(age()).isEqualTo(60);
    }

    @Test
    void whatAnotherReplicaPublishedIsNoLongerOld() throws InterruptedException {
        add(ONE);
        log.breakLog(ONE, false);
        relay.once(Duration.ZERO);
        log.mend();
        new RelayOutbox(store, log, new OutboxMetrics(new SimpleMeterRegistry(), () -> now), Duration.ofMillis(50))
                .once(Duration.ZERO);
        later(60);
        relay.once(Duration.ZERO);
        assertThat(age()).isZero();
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private double age() {
        return registry.get("api.outbox.age").timeGauge().value(TimeUnit.SECONDS);
    }

    @Test
    void oneThatArrivedWithoutAnAcknowledgementGoesOutAgainBeforeTheNext() throws InterruptedException {
        add(ONE, ONE);
        log.breakLog(ONE, true);
        relay.once(Duration.ZERO);
        log.mend();
        relay.once(Duration.ZERO);
        assertThat(log.idsOf(ONE)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void waiterIsToldWhenItsEntryIsOutAndGivesUpInTime() throws Exception {
        long entry = add(ONE);
        assertThat(relay.awaitPublished(entry)).isFalse();
        assertThat(registry.counter("api.outbox.late").count()).isEqualTo(1);
        RelayOutbox patient =
                new RelayOutbox(store, log, new OutboxMetrics(registry, () -> now), Duration.ofSeconds(20));
        CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> patient.awaitPublished(entry));
        patient.once(Duration.ofSeconds(20));
        assertThat(waiter.get()).isTrue();
    }

    @Test
    void waiterIsToldWhereAnotherReplicaWasFaster() throws Exception {
        long entry = add(ONE);
        relay.once(Duration.ZERO);
        RelayOutbox other = new RelayOutbox(store, log, new OutboxMetrics(registry, () -> now), Duration.ofSeconds(20));
        CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> other.awaitPublished(entry));
        other.once(Duration.ofSeconds(20));
        assertThat(waiter.get()).isTrue();
        assertThat(log.idsOf(ONE)).containsExactly(1L);
    }

    @Test
    void troubleWithTheStoreIsWaitedOut() throws InterruptedException {
        RelayOutbox unlucky =
                new RelayOutbox(new BrokenStore(), log, new OutboxMetrics(registry, () -> now), Duration.ofMillis(50));
        unlucky.once(Duration.ZERO);
        unlucky.once(Duration.ZERO);
        assertThat(registry.counter("api.outbox.failed").count()).isEqualTo(2);
    }

    @Test
    void turnKnowsWhoIsGone() {
        OutboxStore.Turn whole = new OutboxStore.Turn(List.of(3L, 5L), true, Set.of(3L));
        assertThat(whole.goneOf(List.of(2L, 3L, 5L, 9L))).containsExactly(2L, 3L, 9L);
        OutboxStore.Turn partly = new OutboxStore.Turn(List.of(3L, 5L), false, Set.of(3L));
        assertThat(partly.goneOf(List.of(2L, 3L, 5L, 9L))).containsExactly(2L, 3L);
    }

    private long add(ConversationId... conversations) {
        long last = 0;
        for (ConversationId conversation : conversations) {
            last = relay.add(
                    conversation, new LogEntry.Block(new MessageId(1), new UserId(1), new BlockChange(true, 1)));
        }
        return last;
    }

    private static final class BrokenStore implements OutboxStore {
        @Override
        public long add(ConversationId conversation, byte[] record) {
            throw new IllegalStateException("away");
        }

        @Override
        public Turn turn(int limit, Function<List<PendingEntry>, Set<Long>> publish) {
            throw new IllegalStateException("away");
        }

        @Override
        public int waiting(int limit) {
            throw new IllegalStateException("away");
        }
    }
}
