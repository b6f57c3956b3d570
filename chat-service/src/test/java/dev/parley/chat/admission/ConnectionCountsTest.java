package dev.parley.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.UserId;
import org.junit.jupiter.api.Test;

class ConnectionCountsTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);

    @Test
    void eachUserHasTheMostAndNoMore() {
        ConnectionCounts counts = new ConnectionCounts(2);
        assertThat(counts.enter(ALICE)).isTrue();
        assertThat(counts.enter(ALICE)).isTrue();
        assertThat(counts.enter(ALICE)).isFalse();
        assertThat(counts.enter(BOB)).isTrue();
        assertThat(counts.users()).isEqualTo(2);
        assertThat(counts.connections()).isEqualTo(3);
        counts.leave(ALICE);
        assertThat(counts.enter(ALICE)).isTrue();
        counts.leave(BOB);
        assertThat(counts.users()).isEqualTo(1);
        assertThat(counts.connections()).isEqualTo(2);
    }
}
