package dev.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.presence.PresenceStore.Change;
import dev.parley.chat.presence.PresenceStore.Outcome;
import dev.parley.chat.presence.PresenceStore.Taken;
import dev.parley.chat.presence.PresenceStore.Write;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [PresenceStore] promises.
abstract class PresenceStoreContract {
    static final UserId ALICE = new UserId(7);
    static final UserId BOB = new UserId(9);
    static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");

    /// The same data for each holder.
    abstract PresenceStore store(String holder);

    abstract void flush();

    static Write came(int slot, UserId user) {
        return new Write(slot, false, List.of(new Change(user, true, SEEN)));
    }

    static Write went(int slot, UserId user) {
        return new Write(slot, true, List.of(new Change(user, false, SEEN)));
    }

    private static List<UserId> online(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Ours.class);
        return ((Taken.Ours) taken).online();
    }

    @Test
    void aFreeSlotIsTakenAndHasNobody() {
        assertThat(store("one").take(1, List.of(0, 5)))
                .containsExactly(new Taken.Ours(Duration.ZERO, List.of()), new Taken.Ours(Duration.ZERO, List.of()));
    }

    @Test
    void withoutALeaseNothingIsWritten() {
        assertThat(store("one").write(1, List.of(came(0, ALICE)))).containsExactly(Outcome.GONE);
        assertThat(online(store("one").take(1, List.of(0)).getFirst())).isEmpty();
    }

    @Test
    void whatTheHolderWritesIsFoundByTheNextOneWithMostOfTheLeaseLeft() {
        PresenceStore one = store("one");
        one.take(1, List.of(0, 1));
        assertThat(one.write(1, List.of(came(0, ALICE), came(0, BOB), came(1, BOB), went(1, BOB))))
                .containsOnly(Outcome.WRITTEN);
        List<Taken> taken = store("two").take(2, List.of(0, 1));
        assertThat(online(taken.get(0))).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(online(taken.get(1))).isEmpty();
        assertThat(((Taken.Ours) taken.get(0)).left())
                .isBetween(PresenceStore.LEASE.minusSeconds(20), PresenceStore.LEASE);
    }

    @Test
    void whoWasFrozenAndWakesUpLateWritesNothing() {
        PresenceStore frozen = store("one");
        frozen.take(1, List.of(0));
        PresenceStore successor = store("two");
        successor.take(2, List.of(0));
        successor.write(2, List.of(came(0, ALICE)));
        assertThat(frozen.write(1, List.of(went(0, ALICE)))).containsExactly(Outcome.ANOTHERS);
        assertThat(frozen.take(1, List.of(0))).containsExactly(new Taken.Anothers());
        assertThat(online(store("three").take(3, List.of(0)).getFirst())).containsExactly(ALICE);
    }

    @Test
    void anEmptiedStoreSaysSoOnceAndIsWrittenAnew() {
        PresenceStore one = store("one");
        one.take(1, List.of(0));
        one.write(1, List.of(came(0, ALICE)));
        flush();
        assertThat(one.write(1, List.of(came(0, BOB)))).containsExactly(Outcome.GONE);
        assertThat(online(one.take(1, List.of(0)).getFirst())).isEmpty();
        assertThat(one.write(1, List.of(came(0, ALICE), came(0, BOB)))).containsOnly(Outcome.WRITTEN);
    }

    @Test
    void everyOneOfManySlotsHasItsOwnOutcome() {
        PresenceStore one = store("one");
        List<Integer> slots = IntStream.range(0, 200).boxed().toList();
        one.take(1, slots.stream().filter(slot -> slot % 3 != 0).toList());
        store("two").take(2, slots.stream().filter(slot -> slot % 3 == 2).toList());

        List<Outcome> outcomes =
                one.write(1, slots.stream().map(slot -> came(slot, ALICE)).toList());

        assertThat(outcomes)
                .isEqualTo(slots.stream()
                        .map(slot -> List.of(Outcome.GONE, Outcome.WRITTEN, Outcome.ANOTHERS)
                                .get(slot % 3))
                        .toList());
        assertThat(store("three").take(3, slots))
                .extracting(PresenceStoreContract::online)
                .isEqualTo(slots.stream()
                        .map(slot -> slot % 3 == 1 ? List.of(ALICE) : List.of())
                        .toList());
    }

    @Test
    void aThousandChangesFitIntoOneWrite() {
        PresenceStore one = store("one");
        one.take(1, List.of(0));
        List<Change> came = LongStream.rangeClosed(1, 1_000)
                .mapToObj(user -> new Change(new UserId(user), true, SEEN))
                .toList();
        List<Change> went = LongStream.rangeClosed(2, 1_000)
                .mapToObj(user -> new Change(new UserId(user), false, SEEN))
                .toList();
        assertThat(one.write(1, List.of(new Write(0, true, came), new Write(0, true, went))))
                .containsOnly(Outcome.WRITTEN);
        assertThat(online(one.take(1, List.of(0)).getFirst())).containsExactly(new UserId(1));
    }
}
