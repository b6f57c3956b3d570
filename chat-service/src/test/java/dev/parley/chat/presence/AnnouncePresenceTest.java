package dev.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.parley.chat.presence.PresenceScene.Server;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnnouncePresenceTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);

    private final PresenceScene scene = new PresenceScene();
    private final Server one = scene.new Server("one");
    private final Server two = scene.new Server("two");

    @Test
    void whoConnectsIsOnlineWithTheNextTurn() {
        one.take(0, 1, 2, 3);
        one.live(Duration.ofSeconds(1));
        one.connect(ALICE);
        one.live(Duration.ofMillis(200));
        assertThat(scene.isOnline(ALICE)).isTrue();
        assertThat(scene.toldOf(ALICE)).containsExactly("online");
    }

    @Test
    void whoGoesIsOfflineAfterThirtySecondsAndOneSweepWithTheMomentOfTheLastSignOfLife() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(60));
        one.close(ALICE);
        one.live(Duration.ofSeconds(29));
        assertThat(scene.isOnline(ALICE)).isTrue();
        one.live(Duration.ofMillis(2_400));
        assertThat(scene.isOnline(ALICE)).isFalse();
        assertThat(scene.toldOf(ALICE)).containsExactly("online", "offline");
        assertThat(scene.store.lastSeen(ALICE)).isEqualTo(PresenceScene.START.plusSeconds(60));
    }

    @Test
    void usersOfAKilledServerAreOfflineInTimeAndThoseWhoComeBackNeverFlicker() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.connect(BOB);
        one.live(Duration.ofSeconds(63));
        // Killed here; Kafka notices after ten seconds.
        two.live(Duration.ofSeconds(10));
        two.take(0, 1, 2, 3);
        two.live(Duration.ofSeconds(5));
        assertThat(scene.isOnline(BOB)).isTrue();
        two.connect(BOB);
        two.live(Duration.ofSeconds(17));
        assertThat(scene.isOnline(ALICE)).isFalse();
        assertThat(scene.toldOf(ALICE)).containsExactly("online", "offline");
        assertThat(scene.toldOf(BOB)).containsExactly("online");
        two.live(Duration.ofSeconds(60));
        assertThat(scene.isOnline(BOB)).isTrue();
        assertThat(scene.toldOf(BOB)).containsExactly("online");
    }

    @Test
    void aSlotThatIsHandedOverTakesItsUsersAlong() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(60));
        one.lose(0, 1, 2, 3);
        two.take(0, 1, 2, 3);
        two.live(Duration.ofSeconds(2));
        two.connect(ALICE);
        two.live(Duration.ofSeconds(60));
        assertThat(scene.isOnline(ALICE)).isTrue();
        assertThat(scene.toldOf(ALICE)).containsExactly("online");
    }

    @Test
    void aServerThatWasFrozenWritesNobodyOffline() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(60));
        two.live(Duration.ofSeconds(10));
        two.take(0, 1, 2, 3);
        two.connect(ALICE);
        two.live(Duration.ofSeconds(35));
        // Awake again, and not told yet that the slots are another's.
        for (int i = 0; i < 100; i++) {
            one.presence.turn();
            two.live(Duration.ofMillis(200));
            assertThat(scene.isOnline(ALICE)).isTrue();
        }
        assertThat(scene.toldOf(ALICE)).containsExactly("online");
    }

    @Test
    void aStoreThatWasEmptiedIsTrueAgainWithTheNextRenewalAndNobodyHearsOfIt() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(60));
        scene.store.flush();
        assertThat(scene.isOnline(ALICE)).isFalse();
        assertThat(one.forgotten).isZero();
        one.live(Duration.ofSeconds(6));
        assertThat(scene.isOnline(ALICE)).isTrue();
        assertThat(scene.toldOf(ALICE)).doesNotContain("offline");
        assertThat(one.forgotten).isEqualTo(1);
    }

    /// Whoever passes a change on must know how many slots there are.
    @Test
    void afterTheStoreWasEmptiedSlotsAreAnnouncedBeforeTheyAreTakenAgain() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(63));
        // Renewed a moment ago, so that nothing is due.
        scene.store.flush();
        one.connect(BOB);
        one.live(Duration.ofMillis(400));
        assertThat(scene.isOnline(BOB)).isTrue();
        assertThat(scene.store.announced).isEqualTo(PresenceScene.SLOTS);
    }

    @Test
    void whileTheStoreIsAwayNothingIsLostThatItWillNeed() {
        one.take(0, 1, 2, 3);
        one.connect(ALICE);
        one.live(Duration.ofSeconds(60));
        scene.store.away = true;
        one.close(ALICE);
        one.connect(BOB);
        one.live(Duration.ofSeconds(60));
        scene.store.away = false;
        one.live(Duration.ofSeconds(1));
        assertThat(scene.isOnline(ALICE)).isFalse();
        assertThat(scene.isOnline(BOB)).isTrue();
    }

    /// A thousand users in a slot; each second 0.16 % of them go and as many come, which is 16 transitions for 1,000
    /// heartbeats. A heartbeat reaches no store; what does is one key for each transition, and leases, and these
    /// go out together.
    @Test
    void aThousandHeartbeatsCostSixteenKeyWritesAndTheLeases() {
        int users = 4_000;
        int seconds = 300;
        SplittableRandom random = new SplittableRandom(1);
        one.take(0, 1, 2, 3);
        for (int user = 1; user <= users; user++) {
            one.connect(new UserId(user));
        }
        one.live(Duration.ofSeconds(60));
        int before = scene.store.keyWrites;
        int tripsBefore = scene.store.roundTrips;
        int changesBefore = scene.published.size();
        double due = 0;
        int next = users;
        for (int second = 0; second < seconds; second++) {
            for (due += users * 0.0016; due >= 1; due--) {
                UserId leaving = one.connected().stream()
                        .skip(random.nextInt(one.connected().size()))
                        .findFirst()
                        .orElseThrow();
                one.close(leaving);
                one.connect(new UserId(++next));
            }
            one.live(Duration.ofSeconds(1));
        }
        double thousandsOfBeats = users / 5.0 * seconds / 1_000;
        int transitions = scene.published.size() - changesBefore;
        assertThat(transitions / (double) users / seconds).isBetween(0.0030, 0.0033);
        double leases = 4 * seconds / 5.0 + seconds / 5.0;
        assertThat(scene.store.keyWrites - before).isCloseTo(transitions + (int) leases, withinPercentage(2));
        assertThat(transitions / thousandsOfBeats).isLessThanOrEqualTo(16);
        // Far fewer commands than changes.
        assertThat(scene.store.roundTrips - tripsBefore).isLessThanOrEqualTo(seconds * 6);
    }
}
