package dev.parley.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadHistoryTest {
    private static final UserId ALICE = new UserId(11);
    private static final UserId BOB = new UserId(12);
    private static final ConversationId TALK = ConversationId.direct(ALICE, BOB);

    private final MemoryHistoryStore history = new MemoryHistoryStore();
    private final MemoryMembershipStore memberships = new MemoryMembershipStore();
    private final ReadHistory readHistory = new ReadHistory(new FindAccess(history, memberships), history, memberships);

    @Test
    void everyPageIsTheRightPieceOfTheWhole() {
        talk(1, 9_000);
        for (long seq : new long[] {1, 2, 50, 4_094, 4_095, 4_096, 4_097, 4_200, 8_191, 8_192, 8_193, 8_999, 9_000}) {
            for (int limit : new int[] {1, 2, 50, 200}) {
                assertThat(seqs(new PageRequest.Before(seq, limit)))
                        .isEqualTo(range(Math.max(1, seq - limit), seq - 1));
                assertThat(history.bucketsRead()).hasSizeLessThanOrEqualTo(2);
                assertThat(seqs(new PageRequest.After(seq, limit)))
                        .isEqualTo(range(seq + 1, Math.min(9_000, seq + limit)));
                assertThat(history.bucketsRead()).hasSizeLessThanOrEqualTo(2);
                assertThat(seqs(new PageRequest.Around(seq, limit)))
                        .isEqualTo(range(Math.max(1, seq - limit / 2), Math.min(9_000, seq + limit - limit / 2 - 1)));
                assertThat(history.bucketsRead()).hasSizeLessThanOrEqualTo(2);
            }
        }
        assertThat(seqs(new PageRequest.Newest(200))).isEqualTo(range(8_801, 9_000));
        assertThat(history.bucketsRead()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void moreSaysWhetherThereIsMore() {
        talk(1, 100);
        assertThat(page(new PageRequest.Newest(99)).more()).isTrue();
        assertThat(page(new PageRequest.Newest(100)).more()).isFalse();
        assertThat(page(new PageRequest.Before(51, 50)).more()).isFalse();
        assertThat(page(new PageRequest.Before(52, 50)).more()).isTrue();
        assertThat(page(new PageRequest.After(50, 50)).more()).isFalse();
        assertThat(page(new PageRequest.After(49, 50)).more()).isTrue();
        assertThat(page(new PageRequest.Around(50, 50)).more()).isTrue();
        assertThat(page(new PageRequest.Around(90, 50)).more()).isFalse();
        assertThat(page(new PageRequest.After(100, 50))).isEqualTo(new Page(List.of(), false));
        assertThat(page(new PageRequest.After(Long.MAX_VALUE, 50))).isEqualTo(new Page(List.of(), false));
    }

    @Test
    void beyondTheEndBeforeGivesTheNewestPage() {
        talk(1, 4_200);
        assertThat(seqs(new PageRequest.Before(1_000_000, 200))).isEqualTo(range(4_001, 4_200));
        history.openBucket(TALK, 2); // Opened, and its first event on its way.
        assertThat(seqs(new PageRequest.Newest(1))).isEqualTo(List.of(4_200L));
    }

    @Test
    void pageEndsBeforeItsTextsPassOneMebibyte() {
        String large = "x".repeat(300_000);
        for (long seq = 1; seq <= 10; seq++) {
            history.write(Talk.message(TALK, seq, ALICE, large));
        }
        Page newest = page(new PageRequest.Newest(10));
        assertThat(newest.events()).extracting(Event::seq).containsExactly(8L, 9L, 10L);
        assertThat(newest.more()).isTrue();
        assertThat(newest.events().getFirst().body()).isEqualTo(new EventBody.Text(large));
        Page after = page(new PageRequest.After(0, 10));
        assertThat(after.events()).extracting(Event::seq).containsExactly(1L, 2L, 3L);
        assertThat(after.more()).isTrue();
        assertThat(page(new PageRequest.Around(5, 10)).events())
                .extracting(Event::seq)
                .contains(5L)
                .hasSizeBetween(1, 3);
    }

    @Test
    void removedMemberSeesNothingLater() {
        ConversationId.Group group = new ConversationId.Group(21);
        history.write(Talk.members(group, 1, ALICE, ALICE, BOB));
        history.write(Talk.message(group, 2, ALICE, "for both"));
        history.write(Talk.members(group, 3, ALICE, ALICE));
        history.write(Talk.message(group, 4, ALICE, "for Alice"));

        for (PageRequest request : List.of(
                new PageRequest.Newest(50),
                new PageRequest.Before(100, 50),
                new PageRequest.After(0, 50),
                new PageRequest.Around(2, 50))) {
            Page page = page(BOB, group, request);
            assertThat(page.events()).extracting(Event::seq).containsExactly(1L, 2L, 3L);
            assertThat(page.more()).isFalse();
        }
        assertThat(page(BOB, group, new PageRequest.After(3, 50)).events()).isEmpty();
        assertThat(page(BOB, group, new PageRequest.Around(4, 1)).events()).isEmpty();
    }

    @Test
    void conversationWithoutEventsIsEmptyIfTheOtherExists() {
        memberships.addUser(BOB);
        assertThat(page(new PageRequest.Newest(50))).isEqualTo(new Page(List.of(), false));
        assertThat(readHistory.read(ALICE, ConversationId.direct(ALICE, new UserId(99)), new PageRequest.Newest(50)))
                .isEqualTo(Answer.denied(ErrorCode.UNKNOWN_CONVERSATION));
    }

    private void talk(long first, long last) {
        memberships.addUser(BOB);
        for (long seq = first; seq <= last; seq++) {
            history.write(Talk.message(TALK, seq, ALICE, "text " + seq));
        }
    }

    private List<Long> seqs(PageRequest request) {
        return page(request).events().stream().map(Event::seq).toList();
    }

    private Page page(PageRequest request) {
        return page(ALICE, TALK, request);
    }

    private Page page(UserId reader, ConversationId conversation, PageRequest request) {
        return switch (readHistory.read(reader, conversation, request)) {
            case Answer.Given<Page> it -> it.value();
            case Answer.Denied<Page> it -> throw new AssertionError(it.refused());
        };
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
