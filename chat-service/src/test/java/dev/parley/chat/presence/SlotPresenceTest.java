package dev.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotPresenceTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);

    private final SlotPresence presence = new SlotPresence();
    private final Device phone = new Device();
    private final Device laptop = new Device();

    private static final class Device implements SignOfLife {
        long heard;

        @Override
        public long heardNanos() {
            return heard;
        }
    }

    private static long at(double seconds) {
        return (long) (seconds * 1e9);
    }

    /// Sweeps as a server does, each second.
    private void sweep(int from, int to) {
        for (int second = from; second <= to; second++) {
            presence.sweep(at(second));
        }
    }

    private List<String> told() {
        List<SlotPresence.Change> changes = presence.changes(10);
        presence.written(changes);
        return changes.stream()
                .map(change -> change.user() + (change.online() ? " online" : " offline"))
                .toList();
    }

    @Test
    void whoConnectsIsOnlineAndWhoFallsSilentIsOfflineAfterHalfAMinute() {
        presence.opened(ALICE, phone, at(0));
        assertThat(told()).containsExactly("7 online");
        phone.heard = at(5);
        sweep(1, 34);
        assertThat(told()).isEmpty();
        sweep(35, 35);
        assertThat(told()).containsExactly("7 offline");
        assertThat(presence.isOnline(ALICE)).isFalse();
    }

    @Test
    void theLastSignOfLifeIsToldWithTheChange() {
        presence.opened(ALICE, phone, at(0));
        told();
        phone.heard = at(5);
        presence.closed(ALICE, phone);
        sweep(1, 35);
        assertThat(presence.changes(10)).containsExactly(new SlotPresence.Change(ALICE, false, at(5)));
    }

    @Test
    void aConnectionThatIsLostAndMadeAgainIsNoEvent() {
        presence.opened(ALICE, phone, at(0));
        told();
        phone.heard = at(10);
        presence.closed(ALICE, phone);
        sweep(10, 39);
        presence.opened(ALICE, laptop, at(39));
        sweep(39, 68);
        assertThat(told()).isEmpty();
    }

    @Test
    void oneDeviceThatIsHeardIsEnough() {
        presence.opened(ALICE, phone, at(0));
        presence.opened(ALICE, laptop, at(0));
        told();
        for (int second = 0; second < 120; second++) {
            laptop.heard = at(second);
            presence.sweep(at(second));
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void whoComesAndGoesBeforeTheStoreWasToldIsNoEvent() {
        presence.opened(ALICE, phone, at(0));
        presence.closed(ALICE, phone);
        sweep(0, 40);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsNotWrittenIsSaidAgain() {
        presence.opened(ALICE, phone, at(0));
        assertThat(presence.changes(10)).hasSize(1).isEqualTo(presence.changes(10));
        presence.opened(BOB, laptop, at(0));
        assertThat(presence.changes(1)).extracting(SlotPresence.Change::user).containsExactly(ALICE);
    }

    @Test
    void adoptedUsersHaveTheTimeThatWasLeftAndThoseWhoComeBackNeverFlicker() {
        presence.adopt(List.of(ALICE, BOB), Duration.ofSeconds(12), at(100));
        presence.sweep(at(100));
        presence.opened(BOB, laptop, at(105));
        sweep(101, 111);
        assertThat(told()).isEmpty();
        sweep(112, 112);
        assertThat(told()).containsExactly("7 offline");
    }

    @Test
    void aStoreThatForgotIsToldOfThoseWhoAreHere() {
        presence.opened(ALICE, phone, at(0));
        presence.adopt(List.of(BOB), Duration.ofSeconds(30), at(0));
        told();
        presence.forgotten();
        assertThat(told()).containsExactlyInAnyOrder("7 online", "9 online");
    }

    @Test
    void aProcessThatStoodStillReadsFirstWhatCameMeanwhile() {
        presence.opened(ALICE, phone, at(0));
        presence.opened(BOB, laptop, at(0));
        told();
        sweep(0, 1);
        presence.sweep(at(46));
        assertThat(told()).isEmpty();
        phone.heard = at(47);
        sweep(47, 57);
        assertThat(told()).isEmpty();
        sweep(58, 58);
        assertThat(told()).containsExactly("9 offline");
    }
}
