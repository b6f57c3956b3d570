package dev.parley.notification.outstanding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [OutstandingStore] does.
abstract class OutstandingStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final UserId ALICE = new UserId(1L << 22);
    private static final UserId BOB = new UserId(2L << 22);
    private static final DeviceId PHONE = new DeviceId(3L << 22);
    private static final DeviceId TABLET = new DeviceId(4L << 22);
    private static final ConversationId ROOM = ConversationId.parse("g.8388608");
    private static final Place PLACE = new Place(PHONE, ROOM);

    abstract AddressStore addresses();

    abstract OutstandingStore store();

    @Test
    void everythingIsKept() {
        register(PHONE, new Target.Fcm("x"));
        Outstanding full = new Outstanding(
                new Asked(9, Optional.of(BOB), 3, Mute.FOREVER, "grüß 👋", NOW, "a trace"),
                7,
                6,
                5,
                Optional.of(NOW),
                4);
        store().change(Set.of(PLACE), Set.of(), NOW, (place, before) -> {
            assertThat(before).isEqualTo(Outstanding.NOTHING);
            return full;
        });
        List<Taken> taken = store().take(Provider.FCM, NOW, LEASE, 10);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().state()).isEqualTo(full);
        assertThat(taken.getFirst().place()).isEqualTo(PLACE);
        assertThat(taken.getFirst().user()).isEqualTo(ALICE);
    }

    @Test
    void withoutAnAddressNothingIsKept() {
        ask(1);
        assertThat(store().take(Provider.FCM, NOW, LEASE, 10)).isEmpty();
    }

    @Test
    void whatIsOnlyForPlacesThatAreThereMakesNone() {
        register(PHONE, new Target.Fcm("x"));
        store().change(Set.of(), Set.of(PLACE), NOW, (place, before) -> before.withdraw(3, NOW));
        register(TABLET, new Target.Fcm("y"));
        ask(1);
        assertThat(store().take(Provider.FCM, NOW, LEASE, 10))
                .singleElement()
                .satisfies(it -> assertThat(it.state().withdrawnSeq()).isZero());
    }

    @Test
    void whatIsTakenIsNobodyElsesUntilItsLeaseRunsOut() {
        register(PHONE, new Target.Fcm("x"));
        ask(1);
        assertThat(store().take(Provider.APNS, NOW, LEASE, 10)).isEmpty();
        Taken first = store().take(Provider.FCM, NOW, LEASE, 10).getFirst();
        assertThat(store().take(Provider.FCM, NOW.plus(LEASE).minusMillis(1), LEASE, 10))
                .isEmpty();
        Taken second = store().take(Provider.FCM, NOW.plus(LEASE), LEASE, 10).getFirst();
        assertThat(store().finish(first, it -> it.rung(1, NOW))).isFalse();
        assertThat(store().finish(second, it -> it.rung(1, NOW))).isTrue();
        assertThat(store().take(Provider.FCM, NOW.plus(LEASE).plus(LEASE), LEASE, 10))
                .isEmpty();
    }

    @Test
    void whatComesWhileAPushIsUnderWayIsNotLost() {
        register(PHONE, new Target.Fcm("x"));
        ask(1);
        Taken taken = store().take(Provider.FCM, NOW, LEASE, 10).getFirst();
        ask(2);
        assertThat(store().finish(taken, it -> it.rung(1, NOW))).isTrue();
        assertThat(store().take(Provider.FCM, NOW, LEASE, 10))
                .singleElement()
                .satisfies(it -> assertThat(it.state().asked().seq()).isEqualTo(2));
    }

    @Test
    void whatIsDueFirstIsTakenFirstAndNoMoreThanAskedFor() {
        register(PHONE, new Target.Log());
        for (int i = 1; i <= 3; i++) {
            Instant due = NOW.minusSeconds(i);
            Place place = new Place(PHONE, new ConversationId.Group((long) i << 22));
            store().change(Set.of(place), Set.of(), NOW, (same, before) -> before.ask(ring(1), due, ""));
        }
        assertThat(store().countDue(Provider.LOG, NOW)).isEqualTo(3);
        assertThat(store().take(Provider.LOG, NOW, LEASE, 2))
                .extracting(it -> it.place().conversation().value())
                .containsExactlyInAnyOrder("g." + (3L << 22), "g." + (2L << 22));
    }

    @Test
    void anAddressOfAnotherProviderTakesWhatWaitsAlong() {
        register(PHONE, new Target.Fcm("x"));
        ask(1);
        register(PHONE, new Target.Apns("ab"));
        assertThat(store().take(Provider.FCM, NOW, LEASE, 10)).isEmpty();
        assertThat(store().take(Provider.APNS, NOW, LEASE, 10)).hasSize(1);
        addresses().remove(PHONE);
        assertThat(store().take(Provider.APNS, NOW.plus(LEASE), LEASE, 10)).isEmpty();
    }

    @Test
    void allAddressesOfAUserTakeWhatWaitsAlong() {
        register(PHONE, new Target.Fcm("x"));
        ask(1);
        assertThat(addresses().removeAll(ALICE)).isEqualTo(1);
        assertThat(store().find(ROOM, List.of(ALICE))).isEmpty();
        register(PHONE, new Target.Fcm("x"));
        assertThat(store().take(Provider.FCM, NOW, LEASE, 10)).isEmpty();
    }

    @Test
    void whatIsKeptForSomeonesDevicesIsFoundByConversation() {
        register(PHONE, new Target.Fcm("x"));
        register(TABLET, new Target.Fcm("y"));
        addresses().put(BOB, new DeviceId(6L << 22), new Target.Fcm("z"), NOW);
        Place elsewhere = new Place(TABLET, ConversationId.parse("g.12582912"));
        Place bobs = new Place(new DeviceId(6L << 22), ROOM);
        ask(1);
        store().change(Set.of(elsewhere, bobs), Set.of(), NOW, (place, before) -> before.ask(ring(1), NOW, ""));

        assertThat(store().find(ROOM, List.of(ALICE)))
                .singleElement()
                .satisfies(it -> assertThat(it.device()).isEqualTo(PHONE))
                .satisfies(it -> assertThat(it.user()).isEqualTo(ALICE))
                .satisfies(it -> assertThat(it.state().asked().seq()).isEqualTo(1));
        assertThat(store().find(ROOM, List.of(ALICE, BOB))).hasSize(2);
        assertThat(store().find(ROOM, List.of())).isEmpty();
    }

    @Test
    void whatNobodyAskedForSinceLongIsForgotten() {
        register(PHONE, new Target.Fcm("x"));
        ask(1);
        assertThat(store().forget(NOW, 10)).isZero();
        assertThat(store().forget(NOW.plusMillis(1), 10)).isEqualTo(1);
        assertThat(store().countDue(Provider.FCM, NOW)).isZero();
    }

    private void register(DeviceId device, Target target) {
        addresses().put(ALICE, device, target, NOW);
    }

    private void ask(long seq) {
        store().change(Set.of(PLACE), Set.of(), NOW, (place, before) -> before.ask(ring(seq), NOW, ""));
    }

    private static PushRequest.Ring ring(long seq) {
        return new PushRequest.Ring(ALICE, ROOM, seq, new MessageId(5L << 22), BOB, 1, 1, Mute.NONE, Set.of(), "hello");
    }
}
