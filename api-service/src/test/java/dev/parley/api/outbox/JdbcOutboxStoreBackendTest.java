package dev.parley.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.support.ApiDatabase;
import dev.parley.contracts.id.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOutboxStoreBackendTest {
    private static final ConversationId GROUP = new ConversationId.Group(1);

    private final ApiDatabase database = new ApiDatabase();
    private final JdbcOutboxStore store =
            new JdbcOutboxStore(database.jdbc(), database.transaction(), Clock.systemUTC());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void entryIsThereIfAndOnlyIfItsTransactionCommits() {
        assertThatThrownBy(() -> store.add(GROUP, new byte[] {1})).isInstanceOf(IllegalStateException.class);
        database.transaction().executeWithoutResult(status -> {
            store.add(GROUP, new byte[] {1});
            status.setRollbackOnly();
        });
        assertThat(store.waiting(10)).isZero();
        add(2);
        assertThat(store.waiting(10)).isEqualTo(1);
    }

    @Test
    void turnGivesTheOldestAndRemovesWhatWasPublished() {
        add(1);
        add(2);
        add(3);
        OutboxStore.Turn turn = store.turn(2, entries -> {
            assertThat(entries).extracting(entry -> entry.record()[0]).containsExactly((byte) 1, (byte) 2);
            assertThat(entries).extracting(PendingEntry::conversation).containsOnly(GROUP);
            assertThat(entries.getFirst().addedAt())
                    .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
            return Set.of(entries.getFirst().id());
        });
        assertThat(turn.all()).isFalse();
        assertThat(turn.seen()).hasSize(2);
        store.turn(9, entries -> {
            assertThat(entries).extracting(entry -> entry.record()[0]).containsExactly((byte) 2, (byte) 3);
            return Set.of();
        });
        assertThat(store.waiting(10)).isEqualTo(2);
    }

    @Test
    void turnThatDiesLeavesEverything() {
        add(1);
        assertThatThrownBy(() -> store.turn(9, entries -> {
                    throw new IllegalArgumentException("died");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.waiting(10)).isEqualTo(1);
    }

    @Test
    void turnsOfTwoReplicasExcludeEachOther() throws Exception {
        add(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<OutboxStore.Turn> first = CompletableFuture.supplyAsync(() -> store.turn(9, entries -> {
            begun.countDown();
            await(release);
            return ids(entries);
        }));
        await(begun);
        CompletableFuture<OutboxStore.Turn> second =
                CompletableFuture.supplyAsync(() -> store.turn(9, JdbcOutboxStoreBackendTest::ids));
        assertThat(second).isNotDone();
        release.countDown();
        assertThat(first.get().published()).hasSize(1);
        assertThat(second.get().seen()).isEmpty();
    }

    private void add(int record) {
        database.transaction().executeWithoutResult(status -> store.add(GROUP, new byte[] {(byte) record}));
    }

    private static Set<Long> ids(List<PendingEntry> entries) {
        return new HashSet<>(entries.stream().map(PendingEntry::id).toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
