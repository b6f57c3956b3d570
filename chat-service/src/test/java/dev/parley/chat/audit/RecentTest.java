package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    private static final Duration AGAIN = Duration.ofMinutes(2);
    private static final long SETTLED = Recent.SETTLE.toNanos();

    private final Recent recent = new Recent(2, AGAIN);

    @Test
    void whatWasWrittenIsDueOnceItHasSettledAndThenAgainAndAgain() {
        Recent.Sent sent = sent(1);
        recent.note(DIRECT, sent, 0);
        assertThat(recent.next(SETTLED - 1)).isEmpty();
        assertThat(recent.next(SETTLED)).contains(new Recent.Due(DIRECT, List.of(sent)));
        assertThat(recent.next(SETTLED + AGAIN.toNanos() - 1)).isEmpty();
        assertThat(recent.next(SETTLED + AGAIN.toNanos())).contains(new Recent.Due(DIRECT, List.of()));
    }

    @Test
    void aConversationThatIsWrittenToAllTheTimeIsDueAllTheSame() {
        for (long now = 0; now <= SETTLED; now += SETTLED / 10) {
            recent.note(DIRECT, sent(now + 1), now);
        }
        assertThat(recent.next(SETTLED)).isPresent();
    }

    @Test
    void theOneThatWasSilentLongestIsForgottenAndSaidIfNobodyLookedAtIt() {
        ConversationId third = new ConversationId.Group(78);
        assertThat(recent.note(DIRECT, sent(1), 0)).isTrue();
        assertThat(recent.note(GROUP, sent(2), 1)).isTrue();
        assertThat(recent.note(DIRECT, sent(3), 2)).isTrue();
        assertThat(recent.note(third, sent(4), 3)).isFalse();
        assertThat(recent.next(SETTLED + 3)).map(Recent.Due::conversation).contains(DIRECT);
        assertThat(recent.next(SETTLED + 3)).map(Recent.Due::conversation).contains(third);
        assertThat(recent.note(GROUP, sent(5), SETTLED + 4)).isTrue();
    }

    @Test
    void undecidedSendsWaitInFrontOfNewerOnesAndAreBounded() {
        recent.note(DIRECT, sent(2), 0);
        recent.putBack(DIRECT, List.of(sent(1)));
        assertThat(recent.next(SETTLED).orElseThrow().sends())
                .extracting(it -> it.position().offset())
                .containsExactly(1L, 2L);
        for (int i = 1; i <= Recent.MAX_SENDS + 10; i++) {
            recent.note(DIRECT, sent(i), SETTLED);
        }
        assertThat(recent.next(2 * SETTLED).orElseThrow().sends())
                .hasSize(Recent.MAX_SENDS)
                .last()
                .extracting(it -> it.position().offset())
                .isEqualTo(Recent.MAX_SENDS + 10L);
    }

    private static Recent.Sent sent(long offset) {
        return Recent.Sent.of(send(ALICE, "m", 0), new Position(1, offset));
    }
}
