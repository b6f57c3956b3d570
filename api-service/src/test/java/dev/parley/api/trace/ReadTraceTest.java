package dev.parley.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.answer.Answer;
import dev.parley.api.answer.UnavailableException;
import dev.parley.api.conversation.FakeParticipants;
import dev.parley.api.history.MemoryHistoryStore;
import dev.parley.api.history.Talk;
import dev.parley.api.trace.MessageTrace.Recipient;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadTraceTest {
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);
    private static final ConversationId.Direct DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId.Group GROUP = new ConversationId.Group(77);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Recipient OF_BOB_NOTHING_IS_TOLD = new Recipient(BOB, null, null, null, null);

    private final FakeTraceStore store = new FakeTraceStore();
    private final MemoryHistoryStore history = new MemoryHistoryStore();
    private final FakeParticipants participants = new FakeParticipants();
    private final Set<Set<UserId>> blocks = new HashSet<>();
    private final Set<UserId> hidden = new HashSet<>();
    private final FakePushes pushes = new FakePushes();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReadTrace readTrace = new ReadTrace(
            new FindMessage(history, store),
            store,
            history,
            new CheckDiscretion(
                    history,
                    participants,
                    (one, other) -> blocks.contains(Set.of(one, other)),
                    glances -> glances.stream().map(this::isVisible).toList()),
            pushes,
            new TraceMetrics(meters),
            () -> NOW);

    private boolean isVisible(Glance glance) {
        return !hidden.contains(glance.seen());
    }

    private static final class FakePushes implements PushClient {
        final Map<UserId, Push> known = new HashMap<>();
        final Set<UserId> asked = new HashSet<>();
        boolean away;

        @Override
        public Map<UserId, Push> pushes(ConversationId conversation, long seq, Collection<UserId> users) {
            if (away) {
                throw new UnavailableException("notification-service", null);
            }
            asked.addAll(users);
            return known;
        }
    }

    @BeforeEach
    void talk() {
        participants.belong(GROUP, ALICE, BOB, CAROL);
        history.write(Talk.members(GROUP, 1, ALICE, ALICE, BOB, CAROL));
        say(1, false, Duration.ofHours(1));
        say(2, true, Duration.ofHours(1));
        say(3, true, Duration.ofSeconds(59));
    }

    private void say(long seq, boolean isMessage, Duration ago) {
        long id = Snowflake.of(NOW.minus(ago).toEpochMilli(), 1, (int) seq);
        store.entries.add(new Entry(seq, new MessageId(id), ALICE, isMessage, NOW.minus(ago)));
    }

    @Test
    void itsAuthorSeesWhereAMessageIs() {
        store.marks.put(BOB, new Marks(2, 2, 0, 0));
        store.marks.put(CAROL, new Marks(2, 1, 0, 2));
        Instant hourAgo = NOW.minus(Duration.ofHours(1));

        assertThat(trace(GROUP, 2))
                .isEqualTo(new MessageTrace(
                        store.entries.get(1).id(),
                        GROUP,
                        2,
                        hourAgo,
                        hourAgo,
                        2,
                        List.of(
                                new Recipient(BOB, true, true, true, "none"),
                                new Recipient(CAROL, true, true, false, "none"))));
    }

    @Test
    void aMessageOnItsWayIsInNobodysInbox() {
        store.marks.put(BOB, new Marks(1, 1, 1, 1));
        MessageTrace trace = trace(GROUP, 2);
        assertThat(trace.inInboxes()).isZero();
        assertThat(trace.recipients())
                .containsExactly(
                        new Recipient(BOB, false, false, false, null), new Recipient(CAROL, false, false, false, null));
        assertThat(pushes.asked).isEmpty();
    }

    @Test
    void pushIsToldAsFarAsItIsKnown() {
        store.marks.put(BOB, new Marks(2, 0, 2, 0));
        assertThat(bob(DIRECT).push()).isEqualTo("asked");
        pushes.known.put(BOB, Push.RUNG);
        assertThat(bob(DIRECT)).isEqualTo(new Recipient(BOB, true, false, false, "rung"));

        pushes.away = true;
        assertThat(bob(DIRECT)).isEqualTo(new Recipient(BOB, true, false, false, null));
        assertThat(meters.counter("api.trace.push.unknown").count()).isEqualTo(1);
    }

    @Test
    void onlyOfThoseWhoWereRungItIsAskedWhatBecameOfIt() {
        store.marks.put(BOB, new Marks(2, 0, 1, 2));
        store.marks.put(CAROL, new Marks(2, 0, 2, 0));
        trace(GROUP, 2);
        assertThat(pushes.asked).containsExactly(CAROL);
    }

    @Test
    void whoTurnedReceiptsOffIsNotToldOfAndIsToldNothing() {
        store.marks.put(BOB, new Marks(3, 3, 3, 3));
        participants.off.add(BOB);
        assertThat(bob(DIRECT)).isEqualTo(new Recipient(BOB, true, null, null, null));
        participants.off.clear();
        participants.off.add(ALICE);
        assertThat(bob(DIRECT)).isEqualTo(new Recipient(BOB, true, null, null, null));
        assertThat(pushes.asked).isEmpty();
    }

    @Test
    void overABlockNothingIsTold() {
        store.marks.put(BOB, new Marks(3, 3, 0, 3));
        blocks.add(Set.of(ALICE, BOB));
        assertThat(bob(DIRECT)).isEqualTo(new Recipient(BOB, true, null, null, null));
    }

    /// A message is in the inbox sooner if a device that its user looks at confirms it.
    @Test
    void ofWhomNothingIsToldNotEvenTheInboxIsWithinTheFirstMinute() {
        store.marks.put(BOB, new Marks(3, 2, 0, 3));
        participants.off.add(BOB);
        assertThat(bob(DIRECT, 3)).isEqualTo(OF_BOB_NOTHING_IS_TOLD);
        assertThat(trace(DIRECT, 3).inInboxes()).isZero();
    }

    @Test
    void whoShowsNobodyTheirPresenceIsSeenReadingAndNoMore() {
        store.marks.put(BOB, new Marks(3, 2, 3, 3));
        hidden.add(BOB);
        assertThat(bob(DIRECT, 3)).isEqualTo(new Recipient(BOB, null, null, false, null));
        assertThat(bob(DIRECT, 2)).isEqualTo(new Recipient(BOB, true, true, true, null));
        store.marks.put(BOB, new Marks(3, 3, 3, 3));
        assertThat(bob(DIRECT, 3)).isEqualTo(new Recipient(BOB, true, true, true, null));
    }

    @Test
    void whoCameLaterIsNoRecipient() {
        participants.belong(GROUP, ALICE, BOB, CAROL, new UserId(4));
        history.write(Talk.members(GROUP, 4, ALICE, ALICE, BOB, CAROL, new UserId(4)));
        store.marks.put(new UserId(4), new Marks(4, 3, 0, 0));
        assertThat(trace(GROUP, 2).recipients()).extracting(Recipient::userId).containsExactly(BOB, CAROL);
    }

    /// To come back moves the read mark.
    @Test
    void whoLeftAndCameBackIsNotSaidToHaveRead() {
        history.write(Talk.members(GROUP, 4, ALICE, ALICE, CAROL));
        history.write(Talk.members(GROUP, 5, ALICE, ALICE, BOB, CAROL));
        store.marks.put(BOB, new Marks(5, 4, 0, 0));
        store.marks.put(CAROL, new Marks(5, 4, 0, 0));
        assertThat(trace(GROUP, 2).recipients())
                .containsExactly(
                        new Recipient(BOB, true, null, null, null), new Recipient(CAROL, true, true, true, "none"));
    }

    @Test
    void whereAGroupChangedTooOftenSinceNobodyIsSaidToHaveRead() {
        for (int i = 0; i < CheckDiscretion.CHANGES; i++) {
            history.write(Talk.members(GROUP, 4 + i, ALICE, ALICE, BOB, CAROL));
        }
        store.marks.put(BOB, new Marks(90, 90, 0, 0));
        assertThat(trace(GROUP, 2).recipients().getFirst()).isEqualTo(new Recipient(BOB, true, null, null, null));
    }

    @Test
    void whoLeftAGroupSeesThatAMessageWasTakenAndNobodyReading() {
        participants.belong(GROUP, BOB, CAROL);
        store.marks.put(BOB, new Marks(3, 3, 0, 0));
        assertThat(trace(GROUP, 2).recipients().getFirst()).isEqualTo(new Recipient(BOB, true, null, null, null));
    }

    @Test
    void notesToSelfGoToNobodyElse() {
        assertThat(trace(ConversationId.direct(ALICE, ALICE), 2).recipients()).isEmpty();
    }

    @Test
    void operatorsSeeWhatTheAuthorDoesNot() {
        store.marks.put(BOB, new Marks(3, 2, 3, 3));
        participants.off.add(BOB);
        hidden.add(BOB);
        blocks.add(Set.of(ALICE, BOB));
        assertThat(bob(DIRECT, 3)).isEqualTo(OF_BOB_NOTHING_IS_TOLD);

        assertThat(readTrace.whole(DIRECT, store.entries.get(2)).recipients())
                .containsExactly(new Recipient(BOB, true, true, false, "asked"));
    }

    @Test
    void onlyMessagesOfTheConversationAreFound() {
        assertThat(readTrace.find(GROUP, store.entries.get(1).id())).isEqualTo(Answer.given(store.entries.get(1)));
        assertThat(readTrace.find(GROUP, store.entries.getFirst().id())).isEqualTo(Answer.denied(ErrorCode.NOT_FOUND));
        assertThat(readTrace.find(GROUP, new MessageId(404))).isEqualTo(Answer.denied(ErrorCode.NOT_FOUND));
    }

    @Test
    void whatIsNoMessageOfTheCallersIsNotFound() {
        MessageId message = store.entries.get(1).id();
        Answer<MessageTrace> notFound = Answer.denied(ErrorCode.NOT_FOUND);
        assertThat(readTrace.read(BOB, DIRECT, message)).isEqualTo(notFound);
        assertThat(readTrace.read(BOB, GROUP, message)).isEqualTo(notFound);
        assertThat(readTrace.read(ALICE, GROUP, new MessageId(404))).isEqualTo(notFound);
        assertThat(readTrace.read(ALICE, GROUP, store.entries.getFirst().id())).isEqualTo(notFound);
        assertThat(readTrace.read(ALICE, ConversationId.direct(BOB, CAROL), message))
                .isEqualTo(notFound);
    }

    private MessageTrace trace(ConversationId conversation, int seq) {
        @Nullable
        MessageTrace given =
                readTrace.read(ALICE, conversation, store.entries.get(seq - 1).id())
                                instanceof Answer.Given<MessageTrace> it
                        ? it.value()
                        : null;
        assertThat(given).isNotNull();
        return Objects.requireNonNull(given);
    }

    private Recipient bob(ConversationId conversation) {
        return bob(conversation, 2);
    }

    private Recipient bob(ConversationId conversation, int seq) {
        return trace(conversation, seq).recipients().getFirst();
    }
}
