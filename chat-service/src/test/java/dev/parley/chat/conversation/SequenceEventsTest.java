package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static dev.parley.chat.conversation.Entries.at;
import static dev.parley.chat.conversation.Entries.membership;
import static dev.parley.chat.conversation.Entries.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceEventsTest {
    /// So many that one sent before them, and the next one too, have left memory.
    private static final int MORE_THAN_REMEMBERED = Conversation.RECENT_SENDS + 2;

    private record Addressed(UserId user, InboxEntry entry) {}

    /// Fails appends, before or after they happen, as often as told.
    private static final class FailingStore extends MemoryEventStore {
        private int failuresBefore;
        private int failuresAfter;

        @Override
        public synchronized void append(ConversationId id, List<StoredEvent> events) {
            if (failuresBefore-- > 0) {
                throw new UnavailableException("event store", null);
            }
            super.append(id, events);
            if (failuresAfter-- > 0) {
                throw new UnavailableException("event store", null);
            }
        }
    }

    /// Holds appends back until told.
    private static final class SlowStore extends MemoryEventStore {
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void append(ConversationId id, List<StoredEvent> events) {
            try {
                open.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            super.append(id, events);
        }
    }

    private final SlowStore slow = new SlowStore();
    private final FailingStore store = new FailingStore();
    private final List<Addressed> inboxes = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Repeat repeat = new Repeat(executor, duration -> {});
    private SequenceEvents sequence = newOwner();

    private SequenceEvents newOwner() {
        return newOwner(store);
    }

    private SequenceEvents newOwner(EventStore of) {
        return new SequenceEvents(
                of,
                this::publish,
                repeat,
                executor,
                new SequencerMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), Traces.OFF),
                new SequencerMemory(2, Conversation.RECENT_SENDS));
    }

    private CompletionStage<Void> publish(UserId user, InboxEntry entry) {
        inboxes.add(new Addressed(user, entry));
        return CompletableFuture.completedFuture(null);
    }

    @AfterEach
    void stop() {
        slow.open.countDown();
        executor.close();
    }

    @Test
    void acceptedMessageIsStoredOnceAndGoesToEveryMember() {
        handle(0, DIRECT, send(ALICE, "m", 0));

        assertThat(events(DIRECT)).hasSize(1);
        assertThat(inboxes).extracting(Addressed::user).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void replayAfterACrashStoresNothingNewAndTellsEveryoneTheSame() {
        LogEntry.Send first = send(ALICE, "m", 0);
        LogEntry.Send second = send(BOB, "n", 0);
        handle(0, DIRECT, first, second);
        List<Addressed> before = List.copyOf(inboxes);
        List<Event> stored = events(DIRECT);
        inboxes.clear();

        sequence = newOwner();
        handle(0, DIRECT, first, second);

        assertThat(inboxes).containsExactlyInAnyOrderElementsOf(before);
        assertThat(events(DIRECT)).isEqualTo(stored);
    }

    @Test
    void replayOfAnOldMessageGoesToWhoWasAMemberThen() {
        LogEntry created = membership(1, Kind.CREATED, ALICE, List.of(ALICE, BOB), ALICE, BOB);
        LogEntry message = send(ALICE, "m", 1);
        LogEntry removed = membership(2, Kind.REMOVED, ALICE, List.of(BOB), ALICE, CAROL);
        handle(0, GROUP, created, message, removed);
        inboxes.clear();

        sequence = newOwner();
        handled(List.of(new LogRecordRead(0, at(1), GROUP, message)));

        assertThat(inboxes).extracting(Addressed::user).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void refusedSendThatIsReplayedAfterItsAuthorJoinedDoesNotBecomeAnEvent() {
        LogEntry created = membership(1, Kind.CREATED, ALICE, List.of(ALICE), ALICE);
        LogEntry early = send(BOB, "early", 0);
        LogEntry added = membership(2, Kind.ADDED, ALICE, List.of(BOB), ALICE, BOB);
        handle(0, GROUP, created, early, added);

        sequence = newOwner();
        handle(0, GROUP, created, early, added);

        assertThat(events(GROUP)).hasSize(2);
    }

    @Test
    void refusedSendThatIsReplayedAfterTheBlockWasLiftedIsStillCalledBlocked() {
        LogEntry block = new LogEntry.Block(new MessageId(901), BOB, new BlockChange(true, 1));
        LogEntry blocked = send(ALICE, "blocked", 0);
        LogEntry lifted = new LogEntry.Block(new MessageId(902), BOB, new BlockChange(false, 2));
        handle(0, DIRECT, block, blocked, lifted);
        inboxes.clear();

        sequence = newOwner();
        handle(0, DIRECT, block, blocked, lifted);

        assertThat(inboxes)
                .filteredOn(it -> it.entry() instanceof InboxEntry.Refusal)
                .containsExactly(new Addressed(ALICE, new InboxEntry.Refusal(DIRECT, "blocked", ErrorCode.BLOCKED)));
    }

    @Test
    void endOfALoginIsToldAndIsNoEventAlsoWhenItComesAgain() {
        ConversationId self = ConversationId.direct(ALICE, ALICE);
        LogEntry end = new LogEntry.SessionEnd(ALICE, new SessionId(77));
        LogEntry note = send(ALICE, "note", 0);
        handle(0, self, end, note);
        sequence = newOwner();
        handle(0, self, end, note);

        assertThat(inboxes)
                .filteredOn(it -> it.entry() instanceof InboxEntry.SessionEnd)
                .containsExactly(
                        new Addressed(ALICE, new InboxEntry.SessionEnd(self, new SessionId(77))),
                        new Addressed(ALICE, new InboxEntry.SessionEnd(self, new SessionId(77))));
        assertThat(store.load(self).seq()).isEqualTo(1);
    }

    @Test
    void retryIsRecognisedAHundredThousandMessagesLater() {
        LogEntry.Send first = send(ALICE, "old", 0);
        handle(0, DIRECT, first);
        for (int batch = 0; batch < 100; batch++) {
            LogEntry[] entries = new LogEntry[1_000];
            for (int i = 0; i < entries.length; i++) {
                long known = 1L + batch * 1_000L + i;
                entries[i] = send(BOB, "m" + known, known);
            }
            handle(1 + batch * 1_000, DIRECT, entries);
        }
        inboxes.clear();

        sequence = newOwner();
        handle(200_000, DIRECT, send(ALICE, "old", 0));

        assertThat(inboxes).containsExactly(new Addressed(ALICE, new InboxEntry.Answer(DIRECT, "old", 1, first.id())));
        assertThat(store.load(DIRECT).seq()).isEqualTo(100_001);
    }

    @Test
    void retryIsRecognisedInThePollThatBroughtTheFirstAttemptThoughMemoryHasForgottenIt() {
        List<LogEntry> entries = new ArrayList<>();
        entries.add(send(ALICE, "old", 0));
        for (int i = 0; i < Conversation.RECENT_SENDS; i++) {
            entries.add(send(BOB, "m" + i, 0));
        }
        entries.add(send(ALICE, "old", 0));

        handle(0, DIRECT, entries.toArray(LogEntry[]::new));

        assertThat(events(DIRECT))
                .hasSize(1 + Conversation.RECENT_SENDS)
                .extracting(Event::clientMessageId)
                .containsOnlyOnce("old");
    }

    /// The client knew of the first when it used the name again, so it is no retry, however records fall into polls.
    @Test
    void nameThatIsUsedAgainIsNoRetryInOnePollAsInTwo() {
        ConversationId other = ConversationId.direct(ALICE, CAROL);
        LogEntry again = send(ALICE, "again", 1);

        handle(0, DIRECT, firstAndMore(BOB, again));
        handle(1_000, other, firstAndMore(CAROL));
        handle(2_000, other, again);

        assertThat(List.of(DIRECT, other))
                .allSatisfy(conversation -> assertThat(events(conversation))
                        .filteredOn(event -> event.clientMessageId().equals("again"))
                        .extracting(Event::seq)
                        .containsExactly(1L, 2L + MORE_THAN_REMEMBERED));
    }

    @Test
    void ofTwoFirstAttemptsTheNewestIsFoundInOnePollAsInTwo() {
        ConversationId other = ConversationId.direct(ALICE, CAROL);
        LogEntry.Send second = send(ALICE, "again", 1);
        LogEntry retry = send(ALICE, "again", 0);
        List<LogEntry> onePoll = new ArrayList<>(List.of(firstAndMore(BOB, retry)));
        onePoll.add(1, second);
        List<LogEntry> firstPoll = new ArrayList<>(List.of(firstAndMore(CAROL)));
        firstPoll.add(1, second);

        handle(0, DIRECT, onePoll.toArray(LogEntry[]::new));
        handle(1_000, other, firstPoll.toArray(LogEntry[]::new));
        handle(2_000, other, retry);

        assertThat(List.of(DIRECT, other))
                .allSatisfy(conversation -> assertThat(inboxes)
                        .contains(new Addressed(ALICE, new InboxEntry.Answer(conversation, "again", 2, second.id()))));
    }

    private static LogEntry[] firstAndMore(UserId friend, LogEntry... then) {
        List<LogEntry> entries = new ArrayList<>();
        entries.add(send(ALICE, "again", 0));
        for (int i = 0; i < MORE_THAN_REMEMBERED; i++) {
            entries.add(send(friend, "m" + i, 0));
        }
        entries.addAll(List.of(then));
        return entries.toArray(LogEntry[]::new);
    }

    @Test
    void storeThatIsAwayIsWaitedForAndNothingIsDoneTwice() {
        store.failuresBefore = 3;
        store.failuresAfter = 2;

        handle(0, DIRECT, send(ALICE, "m", 0), send(BOB, "n", 0));

        assertThat(events(DIRECT)).extracting(Event::seq).containsExactly(1L, 2L);
    }

    @Test
    void stoppingWhileTheStoreIsAwayThrowsSoThatNothingIsCommitted() {
        store.failuresBefore = Integer.MAX_VALUE;
        repeat.stop();

        assertThatThrownBy(() -> handle(0, DIRECT, send(ALICE, "m", 0))).isInstanceOf(Repeat.StoppedException.class);
    }

    @Test
    void largeTextTravelsAsAReferenceAndIsStoredBeforeAnyoneHearsOfIt() {
        store.failuresBefore = 1;

        handle(0, DIRECT, send(ALICE, "large", "x".repeat(5_000), 0));

        assertThat(inboxes)
                .allSatisfy(it -> assertThat(
                                ((InboxEntry.Delivery) it.entry()).event().body())
                        .isEqualTo(new EventBody.Stored(5_000)));
        assertThat(events(DIRECT).getFirst().body()).isEqualTo(new EventBody.Text("x".repeat(5_000)));
    }

    @Test
    void conversationThatWasEvictedGoesOnWhereItWas() {
        handle(0, DIRECT, send(ALICE, "m", 0));
        for (int other = 10; other < 20; other++) {
            handle(other, ConversationId.direct(ALICE, new UserId(other)), send(ALICE, "x", 0));
        }

        handle(100, DIRECT, send(BOB, "n", 1));

        assertThat(events(DIRECT)).extracting(Event::seq).containsExactly(1L, 2L);
    }

    @Test
    void nobodyWaitsForTheStore() {
        sequence = newOwner(slow);
        long first = sequence.handle(records(0, DIRECT, send(ALICE, "m", 0)));
        long second = sequence.handle(records(1, DIRECT, send(BOB, "n", 0)));

        assertThat(inboxes).extracting(Addressed::user).containsExactlyInAnyOrder(ALICE, BOB, ALICE, BOB);
        assertThat(sequence.settled()).isLessThan(first);

        slow.open.countDown();
        sequence.settle();
        assertThat(sequence.settled()).isEqualTo(second);
        assertThat(slow.page(DIRECT, 0, 10, 10)).extracting(Event::seq).containsExactly(1L, 2L);
    }

    @Test
    void whatLeftMemoryBeforeItWasStoredIsReadFromTheStoreAfterwards() throws Exception {
        sequence = newOwner(slow);
        sequence.handle(records(0, DIRECT, send(ALICE, "m", 0)));
        sequence.handle(records(1, new ConversationId.Group(71), send(ALICE, "a", 0)));
        sequence.handle(records(2, new ConversationId.Group(72), send(ALICE, "b", 0)));
        inboxes.clear();

        Future<Long> again = executor.submit(() -> sequence.handle(records(3, DIRECT, send(ALICE, "m", 0))));
        assertThatThrownBy(() -> again.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        slow.open.countDown();
        again.get();
        sequence.settle();
        assertThat(inboxes)
                .singleElement()
                .satisfies(it -> assertThat(it.entry())
                        .isInstanceOfSatisfying(
                                InboxEntry.Answer.class,
                                answer -> assertThat(answer.seq()).isEqualTo(1)));
        assertThat(slow.page(DIRECT, 0, 10, 10)).hasSize(1);
    }

    @Test
    void onlySoMuchIsOnItsWay() throws Exception {
        sequence = newOwner(slow);
        for (int i = 0; i < Carriage.MAX_RECORDS; i++) {
            sequence.handle(records(i, DIRECT, send(ALICE, "m" + i, i)));
        }

        Future<Long> more = executor.submit(() ->
                sequence.handle(records(Carriage.MAX_RECORDS, DIRECT, send(ALICE, "more", Carriage.MAX_RECORDS))));
        assertThatThrownBy(() -> more.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(inboxes).hasSize(2 * Carriage.MAX_RECORDS);

        slow.open.countDown();
        more.get();
        sequence.settle();
        assertThat(slow.page(DIRECT, 0, Long.MAX_VALUE, 2_000)).hasSize(Carriage.MAX_RECORDS + 1);
    }

    @Test
    void whatWasDecidedIsSeenThroughBeforeItIsForgotten() throws Exception {
        sequence = newOwner(slow);
        long number = sequence.handle(records(0, DIRECT, send(ALICE, "m", 0)));
        Future<?> leaving = executor.submit(sequence::leave);
        assertThatThrownBy(() -> leaving.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        slow.open.countDown();
        leaving.get();
        assertThat(sequence.settled()).isEqualTo(number);
    }

    @Test
    void afterAFailureAllComesAgain() {
        store.failuresBefore = Integer.MAX_VALUE;
        repeat.stop();
        sequence.handle(records(0, DIRECT, send(ALICE, "m", 0)));
        sequence.leave();
        assertThat(sequence.settled()).isZero();

        store.failuresBefore = 0;
        long number = sequence.handle(records(0, DIRECT, send(ALICE, "m", 0)));
        sequence.settle();
        assertThat(sequence.settled()).isEqualTo(number);
        assertThat(events(DIRECT)).hasSize(1);
    }

    private void handle(long offset, ConversationId conversation, LogEntry... entries) {
        handled(records(offset, conversation, entries));
    }

    private static List<LogRecordRead> records(long offset, ConversationId conversation, LogEntry... entries) {
        List<LogRecordRead> records = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            records.add(new LogRecordRead(0, at(offset + i), conversation, entries[i]));
        }
        return records;
    }

    private void handled(List<LogRecordRead> records) {
        long number = sequence.handle(records);
        sequence.settle();
        assertThat(sequence.settled()).isEqualTo(number);
    }

    private List<Event> events(ConversationId conversation) {
        return store.page(conversation, 0, Long.MAX_VALUE, 1_000);
    }
}
