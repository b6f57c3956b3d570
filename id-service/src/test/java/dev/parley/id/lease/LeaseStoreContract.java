package dev.parley.id.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.kit.ids.LeaseStore;
import dev.parley.kit.ids.LeasesUnavailableException;
import dev.parley.kit.ids.WorkerLease;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a [LeaseStore] promises, asked of the table itself and of the service over HTTP.
abstract class LeaseStoreContract {
    static final LeaseSettings SETTINGS =
            new LeaseSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(150));
    private static final Duration A_BIT = Duration.ofMillis(500);

    abstract LeaseStore store();

    abstract LeaseTable table();

    @BeforeEach
    void reset() {
        table().reset();
    }

    @Test
    void numberThatWasNeverUsedIsLeasedForTheTtl() {
        long before = table().nowMs();
        WorkerLease lease = store().acquire("me", 0);
        assertThat(lease.ttl()).isEqualTo(SETTINGS.ttl());
        assertThat(lease.highestTimeUsedMs()).isZero();
        assertThat(lease.expiresAt().toEpochMilli())
                .isBetween(
                        before + SETTINGS.ttl().toMillis(),
                        table().nowMs() + SETTINGS.ttl().toMillis());
    }

    @Test
    void numberHasOneHolderAtATime() {
        assertThat(store().acquire("me", 0).worker())
                .isNotEqualTo(store().acquire("other", 0).worker());
    }

    @Test
    void whenAllAreTakenNobodyGetsOne() {
        table().takeAll();
        refuses("every worker number is taken", () -> store().acquire("me", 0));
    }

    @Test
    void expiredNumberIsLeasedAgainAfterTheMargin() {
        table().takeAllBut(5);
        WorkerLease dead = store().acquire("dead", 0);
        table().pass(5, SETTINGS.ttl().plus(SETTINGS.margin()).minus(A_BIT));
        refuses("every worker number is taken", () -> store().acquire("next", 0));
        table().pass(5, A_BIT);
        WorkerLease next = store().acquire("next", 0);
        assertThat(next.worker()).isEqualTo(dead.worker());
        assertThat(next.token()).isNotEqualTo(dead.token());
        assertThat(store().renew(5, dead.token(), 0)).isEmpty();
    }

    @Test
    void nextHolderStartsAboveTheExpiryOfTheFormer() {
        table().takeAllBut(5);
        WorkerLease dead = store().acquire("dead", 0);
        table().pass(5, Duration.ofMinutes(10));
        assertThat(store().acquire("next", 0).highestTimeUsedMs())
                .isGreaterThanOrEqualTo(
                        dead.expiresAt().minus(Duration.ofMinutes(10)).toEpochMilli());
    }

    @Test
    void nextHolderStartsAboveTheHighestTimeTold() {
        table().takeAllBut(5);
        store().acquire("dead", table().nowMs() + 100_000);
        table().pass(5, Duration.ofSeconds(101));
        long told = table().highestTimeUsed(5);
        assertThat(store().acquire("next", 0).highestTimeUsedMs()).isEqualTo(told);
    }

    @Test
    void numberRestsUntilItsHighestTimeUsedHasPassed() {
        table().takeAllBut(5);
        WorkerLease lease = store().acquire("me", table().nowMs() + 120_000);
        assertThat(store().release(5, lease.token(), table().nowMs())).isTrue();
        table().pass(5, Duration.ofSeconds(110));
        refuses("every worker number is taken", () -> store().acquire("next", 0));
        table().pass(5, Duration.ofSeconds(11));
        store().acquire("next", 0);
    }

    @Test
    void releasedNumberIsSoonLeasedAgainAndStartsAboveItsUse() {
        table().takeAllBut(5);
        WorkerLease lease = store().acquire("me", 0);
        long used = table().nowMs();
        assertThat(store().release(5, lease.token(), used)).isTrue();
        table().pass(5, SETTINGS.margin());
        assertThat(store().acquire("next", 0).highestTimeUsedMs())
                .isGreaterThanOrEqualTo(used - SETTINGS.margin().toMillis());
    }

    @Test
    void releasedLeaseIsGone() {
        WorkerLease lease = store().acquire("me", 0);
        assertThat(store().release(lease.worker(), lease.token(), 0)).isTrue();
        assertThat(store().renew(lease.worker(), lease.token(), 0)).isEmpty();
        assertThat(store().release(lease.worker(), lease.token(), 0)).isFalse();
    }

    @Test
    void renewalProlongsTheLeaseAndRemembersTheHighestTime() {
        WorkerLease lease = store().acquire("me", 0);
        table().pass(lease.worker(), Duration.ofSeconds(50));
        long told = table().nowMs() + 100_000;
        assertThat(store().renew(lease.worker(), lease.token(), told)).hasValueSatisfying(renewed -> {
            assertThat(renewed.expiresAt()).isAfterOrEqualTo(lease.expiresAt());
            assertThat(renewed.token()).isEqualTo(lease.token());
            assertThat(renewed.highestTimeUsedMs()).isEqualTo(told);
        });
        assertThat(table().highestTimeUsed(lease.worker())).isEqualTo(told);
    }

    @Test
    void highestTimeUsedOnlyGrows() {
        long told = table().nowMs() + 100_000;
        WorkerLease lease = store().acquire("me", told);
        store().renew(lease.worker(), lease.token(), told - 50_000);
        assertThat(table().highestTimeUsed(lease.worker())).isEqualTo(told);
        store().release(lease.worker(), lease.token(), 1);
        assertThat(table().highestTimeUsed(lease.worker())).isEqualTo(told);
    }

    @Test
    void lateRenewalIsGrantedIfNobodyTookTheNumber() {
        WorkerLease lease = store().acquire("me", 0);
        table().pass(lease.worker(), Duration.ofHours(1));
        assertThat(store().renew(lease.worker(), lease.token(), 0)).isPresent();
    }

    @Test
    void renewalWithAForeignTokenOrNumberIsRefused() {
        WorkerLease lease = store().acquire("me", 0);
        assertThat(store().renew(lease.worker(), new UUID(1, 2), 0)).isEmpty();
        assertThat(store().renew(1023, lease.token(), 0)).isEmpty();
        assertThat(store().renew(70_000, lease.token(), 0)).isEmpty();
    }

    @Test
    void holderWhoseClockIsFarAheadGetsNothingAndLosesNothing() {
        WorkerLease lease = store().acquire("me", 0);
        long tooFar = table().nowMs() + 160_000;
        String reason = "the holder's clock is too far ahead of the database's";
        refuses(reason, () -> store().acquire("other", tooFar));
        refuses(reason, () -> store().renew(lease.worker(), lease.token(), tooFar));
        assertThat(store().renew(lease.worker(), lease.token(), 0)).isPresent();
    }

    @Test
    void emptiedTableNeverLeadsToTwoHolders() {
        WorkerLease lease = store().acquire("me", table().nowMs() + 100_000);
        table().empty();
        refuses("every worker number is taken", () -> store().acquire("other", 0));
        assertThat(store().renew(lease.worker(), lease.token(), 0)).isEmpty();
        assertThat(store().release(lease.worker(), lease.token(), 0)).isFalse();
        refuses("every worker number is taken", () -> store().acquire("other", 0));
    }

    @Test
    void numbersOfAnEmptiedTableComeBackOnceTheirHoldersHaveCertainlyStopped() {
        table().empty();
        refuses("every worker number is taken", () -> store().acquire("me", 0));
        assertThat(table().rows()).isEqualTo(1024);
        table().pass(5, SETTINGS.mostAhead().minus(A_BIT));
        refuses("every worker number is taken", () -> store().acquire("me", 0));
        table().pass(5, A_BIT);
        assertThat(store().acquire("me", 0).worker()).isEqualTo(5);
    }

    private static void refuses(String reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(LeasesUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining(reason);
    }
}
