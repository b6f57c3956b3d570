package dev.parley.chat.audit;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.MemoryEventStore;
import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.MemoryHeadStore;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckConversationsTest {
    private final MemoryAuditStore store = new MemoryAuditStore();
    private final MemoryEventStore events = new MemoryEventStore();
    private final AuditScene scene = new AuditScene(store, events, events, new MemoryHeadStore());

    @Test
    void whatIsWholeIsLeftAlone() {
        talk(DIRECT, 600);
        scene.auditAll();
        assertThat(scene.named()).isEmpty();
        assertThat(scene.meters.get("chat.audit.checked").counter().count()).isPositive();
        assertThat(scene.meters.get("chat.audit.rows").counter().count()).isGreaterThanOrEqualTo(600);
    }

    @Test
    void aRowThatIsTakenAwayIsNamedAfterASecondLookAndForgottenWhenItIsBack() {
        talk(DIRECT, 40);
        EventRow row = store.row(DIRECT, 17);
        store.delete(DIRECT, 17);
        scene.rest();
        assertThat(scene.named()).isEmpty();
        scene.pass(Findings.CONFIRM_AFTER);
        scene.rest();
        assertThat(scene.named()).containsExactly("gap d.1.2 17");
        assertThat(scene.meters.get("chat.audit.open").gauge().value()).isEqualTo(1);
        assertThat(scene.meters
                        .get("chat.audit.found")
                        .tag("kind", "gap")
                        .counter()
                        .count())
                .isEqualTo(1);
        store.put(DIRECT, row);
        scene.pass(AuditScene.AGAIN);
        scene.rest();
        assertThat(scene.named()).isEmpty();
        assertThat(scene.meters.get("chat.audit.open").gauge().value()).isZero();
    }

    @Test
    void whatIsThereAtTheSecondLookWasOnItsWay() {
        talk(DIRECT, 40);
        EventRow row = store.row(DIRECT, 40);
        store.delete(DIRECT, 40);
        scene.rest();
        store.put(DIRECT, row);
        scene.pass(Findings.CONFIRM_AFTER);
        scene.rest();
        assertThat(scene.meters.find("chat.audit.found").counters()).isEmpty();
    }

    @Test
    void theNewestRowIsMissedSinceMembersWereToldOfIt() {
        talk(DIRECT, 40);
        store.delete(DIRECT, 40);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("gap d.1.2 40");
    }

    @Test
    void anOldRowOfALongConversationIsMissedByTheSweep() {
        talk(DIRECT, 9_000);
        store.delete(DIRECT, 4_096);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("gap d.1.2 4096");
    }

    @Test
    void theRowBeforeTheWindowIsMissedToo() {
        talk(DIRECT, 2_000);
        store.delete(DIRECT, 2_000 - CheckOne.WINDOW);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("gap d.1.2 1500");
    }

    @Test
    void soIsOneThatIsAlsoTheLastOfItsPartition() {
        talk(DIRECT, 4_095 + CheckOne.WINDOW);
        store.delete(DIRECT, 4_095);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("gap d.1.2 4095");
    }

    @Test
    void aLostTailIsFoundThroughTheLog() {
        talk(DIRECT, 3);
        store.deleteTail(DIRECT);
        scene.recent.note(DIRECT, null, scene.now());
        scene.pass(Recent.SETTLE);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("tail d.1.2 3");
    }

    @Test
    void aMemberWhoIsNotToldIsFoundAfterTenMinutes() {
        talk(DIRECT, 3);
        append(DIRECT, AuditScene.messages(DIRECT, 4, 5));
        scene.tell(DIRECT, 5, ALICE);
        scene.auditAll();
        assertThat(scene.named()).isEmpty();
        scene.pass(CheckOne.TOLD_WITHIN.plusSeconds(1));
        scene.auditAll();
        assertThat(scene.named()).containsExactly("untold d.1.2 4");
        scene.tell(DIRECT, 5, BOB);
        scene.pass(AuditScene.AGAIN);
        scene.auditAll();
        assertThat(scene.named()).isEmpty();
    }

    @Test
    void whoWasErasedIsToldNothingAndNobodyMissesIt() {
        append(DIRECT, AuditScene.messages(DIRECT, 1, 3));
        scene.tell(DIRECT, 3, ALICE);
        scene.erased.add(BOB);
        scene.pass(CheckOne.TOLD_WITHIN.plusSeconds(1));
        scene.auditAll();
        assertThat(scene.named()).isEmpty();
        scene.erased.clear();
        scene.pass(AuditScene.AGAIN);
        scene.auditAll();
        assertThat(scene.named()).containsExactly("untold d.1.2 1");
    }

    @Test
    void aSendInTheLogThatBecameNothingIsFoundOnceALaterEventShowsThatItWasDecided() {
        talk(DIRECT, 3);
        note(ALICE, "lost", 3, 35);
        audit();
        assertThat(scene.named()).isEmpty();
        append(DIRECT, AuditScene.messages(DIRECT, 4, 4));
        scene.tell(DIRECT, 4, ALICE, BOB);
        scene.pass(AuditScene.AGAIN);
        audit();
        assertThat(scene.named()).containsExactly("lost d.1.2 4");
    }

    @Test
    void sendsThatBecameEventsOrHadToBeRefusedAreFine() {
        talk(DIRECT, 3);
        note(ALICE, "m2", 1, 25);
        note(CAROL, "stranger", 0, 25);
        note(ALICE, "ahead", 9, 25);
        audit();
        assertThat(scene.named()).isEmpty();
    }

    @Test
    void whereSomebodyBlockedNobodyCanTell() {
        talk(DIRECT, 3);
        Event block = new Event(DIRECT, 4, AuditScene.id(4), BOB, "", 3, new EventBody.Block(new BlockChange(true, 1)));
        append(DIRECT, List.of(new StoredEvent(block, AuditScene.position(4))));
        Event unblock =
                new Event(DIRECT, 5, AuditScene.id(5), BOB, "", 3, new EventBody.Block(new BlockChange(false, 2)));
        append(DIRECT, List.of(new StoredEvent(unblock, AuditScene.position(5))));
        scene.tell(DIRECT, 5, ALICE, BOB);
        note(ALICE, "blocked", 4, 45);
        audit();
        assertThat(scene.named()).isEmpty();
    }

    @Test
    void aSendThatWasStoredTwiceIsNamed() {
        talk(DIRECT, 3);
        store.put(DIRECT, new EventRow(3, AuditScene.id(3), ALICE, "m1", 3, AuditScene.position(3)));
        note(ALICE, "m1", 0, AuditScene.position(3).offset());
        audit();
        assertThat(scene.named()).containsExactly("duplicate d.1.2 3");
    }

    @Test
    void anIdThatStandsTwiceIsNamed() {
        talk(DIRECT, 3);
        store.put(DIRECT, new EventRow(3, AuditScene.id(1), ALICE, "m3", 3, AuditScene.position(3)));
        scene.auditAll();
        assertThat(scene.named()).containsExactly("duplicate d.1.2 3");
    }

    /// Otherwise anybody could wake operators.
    @Test
    void whoUsesANameAgainForSomethingElseIsNoFinding() {
        talk(DIRECT, 3);
        store.put(DIRECT, new EventRow(3, AuditScene.id(3), ALICE, "m1", 3, AuditScene.position(3)));
        note(ALICE, "m1", 0, AuditScene.position(1).offset());
        note(ALICE, "m1", 2, AuditScene.position(3).offset());
        audit();
        scene.auditAll();
        assertThat(scene.named()).isEmpty();
    }

    @Test
    void onlyTheNewestFindingsAreNamedAndAllAreCounted() {
        for (int i = 0; i < AuditMetrics.NAMED + 5; i++) {
            ConversationId conversation = ConversationId.direct(new UserId(10 + i), new UserId(100));
            append(conversation, AuditScene.messages(conversation, 1, 3));
            scene.tell(conversation, 3, new UserId(10 + i), new UserId(100));
            store.delete(conversation, 2);
        }
        scene.auditAll();
        assertThat(scene.named()).hasSize(AuditMetrics.NAMED);
        assertThat(scene.meters.get("chat.audit.open").gauge().value()).isEqualTo(AuditMetrics.NAMED + 5);
    }

    @Test
    void aStoreThatIsAwayIsCountedAndTheAuditGoesOn() {
        AuditStore away = new AuditStore() {
            @Override
            public Page rows(ConversationId conversation, long after, int limit) {
                throw new UnavailableException("away", null);
            }

            @Override
            public Optional<Long> tail(ConversationId conversation) {
                throw new UnavailableException("away", null);
            }

            @Override
            public List<Tail> tails(long after, long through, int limit) {
                throw new UnavailableException("away", null);
            }
        };
        AuditScene dark = new AuditScene(away, events, events, new MemoryHeadStore());
        dark.recent.note(DIRECT, Recent.Sent.of(send(ALICE, "kept", 0), new Position(1, 5)), 0);
        dark.pass(Recent.SETTLE);
        assertThat(dark.check.step()).isPositive();
        assertThat(dark.check.step()).isPositive();
        assertThat(dark.meters.get("chat.audit.unavailable").counter().count()).isEqualTo(2);
        dark.pass(Duration.ofHours(1));
        assertThat(dark.recent.next(dark.now()).orElseThrow().sends()).hasSize(1);
        assertThat(dark.meters.get("chat.audit.failed").counter().count()).isZero();
    }

    private void talk(ConversationId conversation, long messages) {
        append(conversation, AuditScene.messages(conversation, 1, messages));
        scene.tell(conversation, messages, ALICE, BOB);
    }

    private void append(ConversationId conversation, List<StoredEvent> more) {
        events.append(conversation, more);
        store.append(conversation, more);
    }

    private void note(UserId author, String name, long afterSeq, long offset) {
        scene.recent.note(DIRECT, Recent.Sent.of(send(author, name, afterSeq), new Position(1, offset)), scene.now());
    }

    private void audit() {
        scene.pass(Recent.SETTLE);
        scene.auditAll();
    }
}
