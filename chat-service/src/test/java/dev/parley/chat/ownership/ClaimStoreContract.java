package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.ownership.ClaimStore.Hold;
import java.time.Duration;
import org.junit.jupiter.api.Test;

abstract class ClaimStoreContract {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    abstract ClaimStore store();

    abstract void pass(Duration time);

    @Test
    void claimHasOneHolderAtATime() {
        assertThat(store().claim("a", "one", LONG)).isEmpty();
        assertThat(store().claim("a", "two", LONG)).map(Hold::holder).hasValue("one");
        assertThat(store().claim("b", "two", LONG)).isEmpty();
    }

    @Test
    void expiryMovesOnlyWhenTheHolderRenews() {
        store().claim("a", "one", LONG);
        Hold first = store().claim("a", "two", LONG).orElseThrow();
        pass(SHORT);
        assertThat(store().claim("a", "two", LONG)).hasValue(first);
        assertThat(store().claim("a", "one", LONG)).isEmpty();
        assertThat(store().claim("a", "two", LONG))
                .hasValueSatisfying(renewed -> assertThat(renewed.expiresAt()).isAfter(first.expiresAt()));
    }

    @Test
    void expiredClaimIsAnybodys() {
        store().claim("a", "one", SHORT);
        pass(SHORT);
        await().until(() -> store().claim("a", "two", LONG).isEmpty());
        assertThat(store().claim("a", "one", LONG)).map(Hold::holder).hasValue("two");
    }

    @Test
    void onlyItsHolderReleasesAClaim() {
        store().claim("a", "one", LONG);
        store().release("a", "two");
        assertThat(store().claim("a", "two", LONG)).isPresent();
        store().release("a", "one");
        assertThat(store().claim("a", "two", LONG)).isEmpty();
    }
}
