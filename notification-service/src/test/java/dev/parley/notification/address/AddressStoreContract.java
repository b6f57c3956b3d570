package dev.parley.notification.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.provider.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [AddressStore] does.
abstract class AddressStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId ALICE = new UserId(1L << 22);
    private static final UserId BOB = new UserId(2L << 22);
    private static final DeviceId PHONE = new DeviceId(3L << 22);
    private static final DeviceId TABLET = new DeviceId(4L << 22);

    abstract AddressStore store();

    @Test
    void everyKindOfAddressIsKept() {
        for (Target target : new Target[] {
            new Target.Apns("ab"),
            new Target.Fcm("x:y"),
            new Target.WebPush("https://a.b/c", "p", "q"),
            new Target.Log()
        }) {
            store().put(ALICE, PHONE, target, NOW);
            Address address = store().find(PHONE).orElseThrow();
            assertThat(address.target()).isEqualTo(target);
            assertThat(address.user()).isEqualTo(ALICE);
            assertThat(address.changedAt()).isEqualTo(NOW);
        }
    }

    @Test
    void theSameAgainChangesNothing() {
        store().put(ALICE, PHONE, new Target.Fcm("x"), NOW);
        long version = store().find(PHONE).orElseThrow().version();
        store().put(ALICE, PHONE, new Target.Fcm("x"), NOW.plusSeconds(9));
        assertThat(store().find(PHONE).orElseThrow().version()).isEqualTo(version);
        assertThat(store().find(PHONE).orElseThrow().changedAt()).isEqualTo(NOW);
    }

    @Test
    void anAddressBelongsToWhoRegisteredItLast() {
        store().put(ALICE, PHONE, new Target.Fcm("x"), NOW);
        store().put(BOB, TABLET, new Target.Fcm("x"), NOW);
        assertThat(store().find(PHONE)).isEmpty();
        assertThat(store().ofUsers(Set.of(ALICE, BOB)))
                .extracting(Address::device)
                .containsExactly(TABLET);
    }

    @Test
    void anAddressThatWasReplacedIsNotRemovedOnAnOldWord() {
        store().put(ALICE, PHONE, new Target.Fcm("x"), NOW);
        long old = store().find(PHONE).orElseThrow().version();
        store().put(ALICE, PHONE, new Target.Fcm("y"), NOW);
        assertThat(store().removeVersion(PHONE, old)).isFalse();
        long current = store().find(PHONE).orElseThrow().version();
        assertThat(store().removeVersion(PHONE, current)).isTrue();
        assertThat(store().find(PHONE)).isEmpty();
    }

    @Test
    void allAddressesOfAUserGoAndNobodyElses() {
        store().put(ALICE, PHONE, new Target.Fcm("x"), NOW);
        store().put(ALICE, TABLET, new Target.Log(), NOW);
        store().put(BOB, new DeviceId(5L << 22), new Target.Fcm("y"), NOW);
        assertThat(store().removeAll(ALICE)).isEqualTo(2);
        assertThat(store().removeAll(ALICE)).isZero();
        assertThat(store().ofUsers(Set.of(ALICE, BOB)))
                .extracting(Address::user)
                .containsExactly(BOB);
    }

    @Test
    void badgesAreTheUsers() {
        store().put(ALICE, PHONE, new Target.Log(), NOW);
        store().put(ALICE, TABLET, new Target.Log(), NOW);
        store().setBadges(Map.of(ALICE, 7L, BOB, 1L));
        assertThat(store().ofUsers(Set.of(ALICE))).extracting(Address::badge).containsExactly(7L, 7L);
        store().remove(PHONE);
        store().remove(PHONE);
        assertThat(store().ofUsers(Set.of(ALICE, BOB))).hasSize(1);
    }
}
