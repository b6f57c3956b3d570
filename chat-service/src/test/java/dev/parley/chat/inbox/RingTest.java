package dev.parley.chat.inbox;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// When a phone is asked to ring, and when to be silent again.
class RingTest extends InboxScene {
    private static final DeviceId WEB = new DeviceId(1);

    @Test
    void whoIsAwayIsRungAtOnceWithBadgeAndPreview() {
        receive(BOB, message(1, "hello"));
        receive(BOB, new InboxEntry.Delivery(event(GROUP, 4, "x".repeat(300))));

        assertThat(pushes)
                .containsExactly(
                        ring(1, 1, 1, "hello"),
                        new PushRequest.Ring(
                                BOB, GROUP, 4, new MessageId(104), ALICE, 2, 1, Mute.NONE, Set.of(), "x".repeat(200)));
    }

    @Test
    void badgeCountsWhatIsNotInMemory() {
        heads.write(new HeadStore.Entry(BOB, GROUP, new Head(9, 9, 1, 2, 2, 1, 0, Mute.NONE, 0, 0, at(-1))));

        receive(BOB, message(1, "hello"));

        assertThat(pushes).containsExactly(ring(1, 8, 1, "hello"));
    }

    @Test
    void deviceThatTheUserLooksAtAndThatConfirmsKeepsPhonesSilent() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        inboxes.confirm(web, new Cursor(1, 0));
        pass(10);

        assertThat(pushes).isEmpty();
    }

    @Test
    void deviceThatConfirmsAndNobodyLooksAtLeavesTheOthersToRing() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        nowNanos += TimeUnit.SECONDS.toNanos(61);
        receive(BOB, message(1, "hello"));
        deliver.ringUnconfirmed();
        assertThat(pushes).isEmpty();

        inboxes.confirm(web, new Cursor(1, 0));
        deliver.ringUnconfirmed();

        assertThat(pushes).containsExactly(ring(1, 1, 1, "hello", WEB));
    }

    @Test
    void deadLinkIsFoundOutByWhatItDoesNotConfirm() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        receive(BOB, message(2, "are you there?"));
        pass(4);
        assertThat(pushes).isEmpty();

        pass(1);

        assertThat(pushes).containsExactly(ring(2, 2, 2, "are you there?"));
    }

    @Test
    void deviceThatConfirmsAllTheTimeKeepsPhonesSilentThoughItIsAlwaysAMessageBehind() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);

        talkAndConfirmOneMessageLate(web, 60);
        assertThat(pushes).isEmpty();

        passMillis(4_900);
        assertThat(pushes).isEmpty();
        passMillis(100);
        assertThat(pushes).containsExactly(ring(60, 60, 60, "and on"));
    }

    @Test
    void deviceThatSaysAgainWhatItHasConfirmedGainsNoTime() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        receive(BOB, message(2, "are you there?"));
        for (int i = 0; i < 51; i++) {
            inboxes.confirm(web, new Cursor(1, 0));
            passMillis(100);
        }

        assertThat(pushes).containsExactly(ring(2, 2, 2, "are you there?"));
    }

    @Test
    void deviceThatNobodyLooksAtIsNotGivenMoreTimeByConfirmingAPart() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);

        talkAndConfirmOneMessageLate(web, 52);

        assertThat(pushes).hasSize(1);
    }

    /// Else a conversation in which a device is always a message behind would be replayed from its beginning.
    @Test
    void whatWasConfirmedIsStoredAndCommittedThoughNewerMessagesWait() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        talkAndConfirmOneMessageLate(web, 60);

        InboxFlush flush = deliver.beginFlush();
        flush.write();

        Position committed = flush.applied().getOrDefault(Slots.of(BOB, SLOTS), at(-1));
        assertThat(committed).isBetween(at(55), at(58));
        assertThat(heads.load(BOB, DIRECT).changed()).isEqualTo(committed);
        assertThat(heads.load(BOB, DIRECT).seq()).isEqualTo(committed.offset() + 1);

        InboxFlush again = deliver.beginFlush();
        again.write();
        assertThat(again.applied()).containsEntry(Slots.of(BOB, SLOTS), committed);

        inboxes.confirm(web, new Cursor(1, 59));
        InboxFlush last = deliver.beginFlush();
        last.write();
        assertThat(heads.load(BOB, DIRECT).seq()).isEqualTo(60);
        assertThat(last.applied()).containsEntry(Slots.of(BOB, SLOTS), at(59));
    }

    @Test
    void whoOwnsTheSlotAfterACrashRingsForWhatWasNotConfirmed() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        talkAndConfirmOneMessageLate(web, 60);
        InboxFlush flush = deliver.beginFlush();
        flush.write();
        int slot = Slots.of(BOB, SLOTS);
        Position committed = flush.applied().getOrDefault(slot, at(-1));

        slots.lose(slot, ErrorCode.GOING_AWAY);
        slots.take(slot, committed);
        for (offset = committed.offset() + 1; offset < 60; ) {
            receive(BOB, message(offset + 1, "and on"));
        }

        assertThat(pushes).contains(ring(60, 60, 60, "and on"));
    }

    @Test
    void oneDeadLinkOfTwoIsWaitedForAndThenRungAlone() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        attach(new FakeConnection(BOB, 2), null);
        receive(BOB, message(1, "hello"));
        inboxes.confirm(web, new Cursor(1, 0));
        deliver.ringUnconfirmed();
        assertThat(pushes).isEmpty();

        pass(5);

        assertThat(pushes).containsExactly(ring(1, 1, 1, "hello", WEB));
    }

    @Test
    void confirmingTheFutureConfirmsNoMoreThanThereIs() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        inboxes.confirm(web, new Cursor(9, 1_000));
        receive(BOB, message(1, "hello"));
        pass(5);

        assertThat(pushes).hasSize(1);
    }

    @Test
    void deviceThatComesBackInTimeHasConfirmedByItsCursor() {
        FakeConnection before = attach(new FakeConnection(BOB, WEB.value()), null);
        receive(BOB, message(1, "hello"));
        inboxes.detach(before);
        FakeConnection after = new FakeConnection(BOB, WEB.value());
        after.active(nowNanos);
        attach(after, new Cursor(1, 0));
        pass(10);

        assertThat(pushes).isEmpty();
    }

    @Test
    void whoIsOnTheWayFromAnotherServerIsNotRungAtOnce() {
        deliver.arrived(Set.of(Slots.of(BOB, SLOTS)));
        receive(BOB, message(1, "hello"));
        pass(2);
        FakeConnection web = new FakeConnection(BOB, WEB.value());
        web.active(nowNanos);
        attach(web, new Cursor(1, 0));
        pass(10);
        assertThat(pushes).isEmpty();

        inboxes.detach(web);
        receive(BOB, message(2, "are you there?"));
        assertThat(pushes).containsExactly(ring(2, 2, 2, "are you there?"));
    }

    @Test
    void whoDoesNotComeAfterTheSlotIsRungAfterAll() {
        deliver.arrived(Set.of(Slots.of(BOB, SLOTS)));
        receive(BOB, message(1, "hello"));
        pass(4);
        assertThat(pushes).isEmpty();

        pass(1);
        assertThat(pushes).containsExactly(ring(1, 1, 1, "hello"));
    }

    @Test
    void whatWasReadMeanwhileIsNotRungFor() {
        attach(new FakeConnection(BOB, WEB.value()), null);
        receive(BOB, message(1, "hello"));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        pass(5);

        assertThat(pushes).isEmpty();
    }

    @Test
    void readingTakesBackWhatWasRungAndSaysTheBadgeThatIsLeft() {
        receive(BOB, message(1, "hello"));
        receive(BOB, message(2, "are you there?"));
        receive(BOB, new InboxEntry.Delivery(event(GROUP, 4, "and here?")));
        pushes.clear();

        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 2, 2, 0));

        assertThat(pushes)
                .containsExactly(
                        new PushRequest.Withdraw(BOB, DIRECT, 1, 2), new PushRequest.Withdraw(BOB, DIRECT, 2, 1));
    }

    @Test
    void readingTakesBackWhatWasRungAlsoAfterTheHeadWasLetGoOf() {
        receive(BOB, message(1, "hello"));
        flush();
        pushes.clear();

        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));

        assertThat(pushes).containsExactly(new PushRequest.Withdraw(BOB, DIRECT, 1, 0));
    }

    @Test
    void readingWhatNoPhoneRangForTakesNothingBack() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        inboxes.confirm(web, new Cursor(1, 0));
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));

        assertThat(pushes).isEmpty();
    }

    @Test
    void muteTravelsWithTheRequestAndOneForEverNeedsNone() {
        receive(BOB, message(1, "hello"));
        Mute tonight = Mute.until(Instant.parse("2026-12-01T07:00:00Z"));
        receive(BOB, new InboxEntry.MuteMark(DIRECT, tonight));
        receive(BOB, message(2, "psst"));
        receive(BOB, new InboxEntry.MuteMark(DIRECT, Mute.FOREVER));
        receive(BOB, message(3, "PSST"));

        assertThat(pushes)
                .containsExactly(
                        ring(1, 1, 1, "hello"),
                        new PushRequest.Ring(
                                BOB, DIRECT, 2, new MessageId(102), ALICE, 2, 2, tonight, Set.of(), "psst"));
    }

    /// Whoever owns the slot after a crash has to decide again.
    @Test
    void whatNoDeviceHasConfirmedIsNeitherStoredNorCommitted() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        receive(BOB, new InboxEntry.Delivery(event(GROUP, 4, "and here?")));
        inboxes.confirm(web, new Cursor(1, 0));

        InboxFlush flush = deliver.beginFlush();
        flush.write();
        assertThat(heads.loadAll(BOB)).containsOnlyKeys(DIRECT);
        assertThat(flush.applied()).containsEntry(Slots.of(BOB, SLOTS), at(0));

        inboxes.confirm(web, new Cursor(1, 1));
        InboxFlush next = deliver.beginFlush();
        next.write();
        assertThat(heads.loadAll(BOB)).containsOnlyKeys(DIRECT, GROUP);
        assertThat(next.applied()).containsEntry(Slots.of(BOB, SLOTS), at(1));
    }

    @Test
    void whatWasReadBeforeAnUnconfirmedMessageIsNotCommittedWithoutBeingStored() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        inboxes.confirm(web, new Cursor(1, 0));
        deliver.beginFlush().write();
        receive(BOB, new InboxEntry.ReadMark(DIRECT, 1, 1, 0));
        receive(BOB, message(2, "are you there?"));

        InboxFlush flush = deliver.beginFlush();
        flush.write();

        assertThat(heads.load(BOB, DIRECT).readSeq()).isZero();
        assertThat(flush.applied()).containsEntry(Slots.of(BOB, SLOTS), at(0));
    }

    @Test
    void userWhoWentIsKeptUntilTheRingIsDecided() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        receive(BOB, message(1, "hello"));
        inboxes.detach(web);
        flush();
        pass(5);
        assertThat(pushes).containsExactly(ring(1, 1, 1, "hello"));

        flush();
        assertThat(heads.load(BOB, DIRECT).rungSeq()).isEqualTo(1);
    }

    @Test
    void whatADeviceConfirmsIsWrittenDownWithTheHead() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        web.active(nowNanos);
        receive(BOB, message(1, "hello"));
        receive(BOB, new InboxEntry.Delivery(event(GROUP, 4, "and here?")));
        inboxes.confirm(web, new Cursor(1, 1));
        flush();

        assertThat(heads.load(BOB, DIRECT).deliveredSeq()).isEqualTo(1);
        assertThat(heads.load(BOB, GROUP).deliveredSeq()).isEqualTo(4);
    }

    @Test
    void whatNoDeviceConfirmsIsRungForAndNotCalledDelivered() {
        attach(new FakeConnection(BOB, WEB.value()), null);
        receive(BOB, message(1, "hello"));
        pass(5);
        flush();

        assertThat(heads.load(BOB, DIRECT).rungSeq()).isEqualTo(1);
        assertThat(heads.load(BOB, DIRECT).deliveredSeq()).isZero();
    }

    /// A message that a phone was rung for is confirmed after its head was written, and costs no second write.
    @Test
    void confirmingWhatIsStoredAlreadyWritesNothingAndHoldsNothingBack() {
        FakeConnection web = attach(new FakeConnection(BOB, WEB.value()), null);
        receive(BOB, message(1, "hello"));
        pass(5);
        flush();
        heads.writes.set(0);
        inboxes.confirm(web, new Cursor(1, 0));
        receive(BOB, message(2, "are you there?"));

        InboxFlush flush = deliver.beginFlush();
        flush.write();

        assertThat(heads.writes).hasValue(0);
        assertThat(flush.applied()).containsEntry(Slots.of(BOB, SLOTS), at(0));
    }

    private void pass(long seconds) {
        passMillis(TimeUnit.SECONDS.toMillis(seconds));
    }

    private void passMillis(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
        deliver.ringUnconfirmed();
    }

    /// A message every 100 ms, the first with offset 0; each is confirmed when the next one has come.
    private void talkAndConfirmOneMessageLate(FakeConnection device, int messages) {
        for (int seq = 1; seq <= messages; seq++) {
            passMillis(100);
            receive(BOB, message(seq, "and on"));
            if (seq > 1) {
                inboxes.confirm(device, new Cursor(1, seq - 2));
            }
        }
    }

    private static PushRequest.Ring ring(long seq, long badge, long unread, String preview, DeviceId... reached) {
        return new PushRequest.Ring(
                BOB, DIRECT, seq, new MessageId(100 + seq), ALICE, badge, unread, Mute.NONE, Set.of(reached), preview);
    }
}
