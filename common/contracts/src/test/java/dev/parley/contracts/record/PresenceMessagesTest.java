package dev.parley.contracts.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceMessagesTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);

    @Test
    void whatIsAskedAndAnsweredIsReadAsItWasWritten() throws Exception {
        List<Watch> watches = List.of(new Watch(ALICE, List.of(BOB, ALICE)), new Watch(BOB, List.of()));
        assertThat(PresenceMessages.decodeWatches(PresenceMessages.encodeWatches(watches)))
                .isEqualTo(watches);
        List<List<Presence>> states = List.of(
                List.of(new Presence(BOB, false, Instant.ofEpochMilli(1_800_000_000_000L)), Presence.hidden(ALICE)),
                List.of(new Presence(ALICE, true, null)),
                List.of());
        assertThat(PresenceMessages.decodeStates(PresenceMessages.encodeStates(states)))
                .isEqualTo(states);
        List<Glance> glances = List.of(new Glance(ALICE, BOB), new Glance(BOB, ALICE));
        assertThat(PresenceMessages.decodeGlances(PresenceMessages.encodeGlances(glances)))
                .isEqualTo(glances);
        assertThat(PresenceMessages.decodeVisible(PresenceMessages.encodeVisible(List.of(true, false))))
                .containsExactly(true, false);
    }

    @Test
    void theLargestRequestsAndAnswersFitTheirBound() throws Exception {
        UserId large = new UserId(Long.MAX_VALUE);
        List<Watch> watches = List.of(new Watch(large, Collections.nCopies(Watch.MAX_PAIRS, large)));
        assertThat(PresenceMessages.encodeWatches(watches)).hasSizeLessThan(PresenceMessages.MAX_BYTES);
        Presence longest = new Presence(large, true, Instant.ofEpochMilli(Long.MAX_VALUE / 2));
        assertThat(PresenceMessages.encodeStates(Collections.nCopies(Watch.MAX_PAIRS, List.of(longest))))
                .hasSizeLessThan(PresenceMessages.MAX_BYTES);
        List<Glance> glances = Collections.nCopies(Glance.MAX_AT_ONCE, new Glance(large, large));
        assertThat(PresenceMessages.encodeGlances(glances)).hasSizeLessThan(PresenceMessages.MAX_BYTES);
    }

    @Test
    void tooManyAndWhatIsNoneOfOursIsRefused() {
        byte[] watches = PresenceMessages.encodeWatches(
                List.of(new Watch(ALICE, Collections.nCopies(Watch.MAX_PAIRS + 1, BOB))));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> PresenceMessages.decodeWatches(watches));
        byte[] glances =
                PresenceMessages.encodeGlances(Collections.nCopies(Glance.MAX_AT_ONCE + 1, new Glance(ALICE, BOB)));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> PresenceMessages.decodeGlances(glances));
        byte[] noise = {(byte) 0xff, 1, 2};
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> PresenceMessages.decodeWatches(noise));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> PresenceMessages.decodeStates(noise));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> PresenceMessages.decodeGlances(noise));
    }
}
