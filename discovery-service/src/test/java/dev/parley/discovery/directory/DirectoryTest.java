package dev.parley.discovery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.SlotTable;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final SlotTable EMPTY = new SlotTable(Map.of(), Map.of());
    private static final SlotTable TWO = Tables.of("chat-1", "chat-2");

    private final Directory directory = new Directory(MAX_AGE, GRACE);

    @Test
    void aRegionThatWasNeverReadHasNoTable() {
        assertThat(directory.table("eu", 5)).isEmpty();
        assertThat(directory.age("eu", 5)).isEmpty();
    }

    @Test
    void theLastTableIsServedWhileItIsNotTooOld() {
        directory.saw("eu", TWO, 0);
        assertThat(directory.table("eu", MAX_AGE.toNanos())).contains(TWO);
        assertThat(directory.age("eu", MAX_AGE.toNanos())).contains(MAX_AGE);
        assertThat(directory.table("eu", MAX_AGE.toNanos() + 1)).isEmpty();
    }

    @Test
    void regionsAreKeptApart() {
        directory.saw("eu", TWO, 0);
        assertThat(directory.table("us", 0)).isEmpty();
    }

    @Test
    void aDirectoryThatWasJustLostIsNotBelievedForAWhile() {
        directory.saw("eu", TWO, 0);
        directory.saw("eu", EMPTY, GRACE.toNanos());
        assertThat(directory.table("eu", GRACE.toNanos())).contains(TWO);
        assertThat(directory.age("eu", GRACE.toNanos())).contains(Duration.ZERO);
    }

    @Test
    void aDirectoryThatStaysEmptyIsBelieved() {
        directory.saw("eu", TWO, 0);
        directory.saw("eu", EMPTY, GRACE.toNanos());
        directory.saw("eu", EMPTY, GRACE.toNanos() + 1);
        assertThat(directory.table("eu", GRACE.toNanos() + 1)).contains(EMPTY);
    }

    @Test
    void aFirstEmptyTableIsBelievedAtOnce() {
        directory.saw("eu", EMPTY, 0);
        assertThat(directory.table("eu", 0)).contains(EMPTY);
    }

    @Test
    void clocksMayBeNegative() {
        long start = Long.MIN_VALUE + 5;
        directory.saw("eu", EMPTY, start);
        directory.saw("eu", TWO, start + 1);
        directory.saw("eu", EMPTY, start + 2);
        assertThat(directory.table("eu", start + 2)).contains(TWO);
    }
}
