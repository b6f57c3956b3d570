package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Entries;
import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WalkTest {
    private final Walk walk = new Walk(DIRECT, 0);

    @Test
    void rowsInOrderAreFine() {
        take(rows(1, 5));
        walk.end(5);
        assertThat(walk.findings()).isEmpty();
    }

    @Test
    void whatIsMissingInTheMiddleIsAGapWithItsFirstSeq() {
        List<EventRow> rows = rows(1, 9);
        rows.subList(3, 6).clear();
        take(rows);
        assertThat(walk.findings()).containsExactly(new Finding(Finding.Kind.GAP, DIRECT, 4));
        assertThat(walk.hasGap()).isTrue();
    }

    @Test
    void whatIsMissingAtTheBeginningIsAGap() {
        take(rows(2, 3));
        assertThat(walk.findings()).containsExactly(new Finding(Finding.Kind.GAP, DIRECT, 1));
    }

    @Test
    void whatIsMissingAtTheEndIsAGapIfAMemberWasToldOfIt() {
        take(rows(1, 3));
        walk.end(3);
        assertThat(walk.findings()).isEmpty();
        walk.end(5);
        assertThat(walk.findings()).containsExactly(new Finding(Finding.Kind.GAP, DIRECT, 4));
    }

    @Test
    void aNameThatStandsTwiceIsNoticedAndProvesNothing() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(3), Entries.ALICE, "m1", 3, at(3)));
        take(rows);
        assertThat(walk.findings()).isEmpty();
        assertThat(walk.isRepeated(3)).isTrue();
        assertThat(walk.isRepeated(2)).isFalse();
    }

    @Test
    void aSecondAuthorMayUseTheSameName() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(3), BOB, "m1", 3, at(3)));
        take(rows);
        assertThat(walk.findings()).isEmpty();
        assertThat(walk.isRepeated(3)).isFalse();
    }

    @Test
    void anIdThatStandsTwiceIsFound() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(1), Entries.ALICE, "m3", 3, at(3)));
        take(rows);
        assertThat(walk.findings()).containsExactly(new Finding(Finding.Kind.DUPLICATE, DIRECT, 3));
    }

    @Test
    void changesOfMembersHaveNoNameAndAreNotCounted() {
        List<EventRow> rows = new ArrayList<>();
        rows.add(new EventRow(1, id(1), BOB, "", 0, at(1)));
        rows.add(new EventRow(2, id(2), BOB, "", 0, at(2)));
        rows.add(new EventRow(3, id(3), BOB, "m3", 1, at(3)));
        take(rows);
        assertThat(walk.findings()).isEmpty();
    }

    @Test
    void anEventFromBeforeItsPredecessorIsOutOfOrder() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(3), BOB, "m3", 3, at(1)));
        take(rows);
        assertThat(walk.findings()).containsExactly(new Finding(Finding.Kind.ORDER, DIRECT, 3));
    }

    @Test
    void aTopicMadeAnewBeginsAtOffsetZero() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(3), BOB, "m3", 3, new Position(2, 0)));
        take(rows);
        assertThat(walk.findings()).isEmpty();
    }

    @Test
    void aWrongCountIsFoundButNotBehindAGap() {
        List<EventRow> rows = rows(1, 2);
        rows.add(new EventRow(3, id(3), BOB, "m3", 5, at(3)));
        rows.add(new EventRow(6, id(6), BOB, "m6", 9, at(6)));
        take(rows);
        assertThat(walk.findings())
                .containsExactly(new Finding(Finding.Kind.COUNT, DIRECT, 3), new Finding(Finding.Kind.GAP, DIRECT, 4));
    }

    @Test
    void memoryAndFindingsAreBounded() {
        List<EventRow> rows = rows(1, 200);
        rows.removeIf(row -> row.seq() % 2 == 0);
        take(rows);
        assertThat(walk.findings()).hasSize(Walk.MAX_FINDINGS);
        Walk far = new Walk(DIRECT, 0);
        List<EventRow> many = rows(1, Walk.REMEMBERED + 1);
        long next = Walk.REMEMBERED + 2;
        many.add(new EventRow(next, id(next), Entries.ALICE, "m1", next, at(next)));
        far.take(new AuditStore.Page(many, next));
        assertThat(far.findings()).isEmpty();
    }

    private void take(List<EventRow> rows) {
        walk.take(new AuditStore.Page(rows, rows.getLast().seq()));
    }

    private static List<EventRow> rows(long first, long last) {
        return new ArrayList<>(LongStream.rangeClosed(first, last)
                .mapToObj(seq -> new EventRow(seq, id(seq), Entries.ALICE, "m" + seq, seq, at(seq)))
                .toList());
    }

    private static MessageId id(long seq) {
        return AuditScene.id(seq);
    }

    private static Position at(long seq) {
        return AuditScene.position(seq);
    }
}
