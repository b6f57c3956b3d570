package dev.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every [AttemptStore] promises.
abstract class AttemptStoreContract {
    private static final Duration WINDOW = Duration.ofMillis(400);

    abstract AttemptStore store();

    /// Lets time go by.
    abstract void pass(Duration time) throws InterruptedException;

    @Test
    void windowBeginsWithItsFirstAttemptAndIsNotProlonged() throws InterruptedException {
        assertThat(store().count("a", WINDOW).attempts()).isEqualTo(1);
        pass(Duration.ofMillis(250));
        AttemptStore.Tally second = store().count("a", WINDOW);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.rest()).isBetween(Duration.ofMillis(1), Duration.ofMillis(160));
        pass(Duration.ofMillis(250));
        assertThat(store().count("a", WINDOW).attempts()).isEqualTo(1);
    }

    @Test
    void keysAreCountedApart() {
        store().count("b", Duration.ofMinutes(1));
        assertThat(store().count("c", Duration.ofMinutes(1)).attempts()).isEqualTo(1);
    }

    @Test
    void attemptsCanBeTakenBackButNotMoreThanWereCounted() {
        Duration window = Duration.ofMinutes(1);
        store().count("d", window);
        store().count("d", window);
        store().uncount("d");
        assertThat(store().count("d", window).attempts()).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            store().uncount("d");
        }
        assertThat(store().count("d", window).attempts()).isEqualTo(1);
        store().uncount("never-counted");
        assertThat(store().count("never-counted", window).rest()).isLessThanOrEqualTo(window);
    }
}
