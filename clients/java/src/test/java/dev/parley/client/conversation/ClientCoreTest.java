package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCoreTest {
    private static final UserId ME = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final ConversationId CHAT = ConversationId.direct(ME, BOB);
    private static final ConversationId GROUP = new ConversationId.Group(9);

    private final List<Action> actions = new ArrayList<>();
    private ClientCore core = core(Following.OPENED, Positions.NONE);
    private long nowMs = 1_000_000;
    private long offset = 10;

    private static ClientCore core(Following following, Positions positions) {
        return new ClientCore(ME, following, SyncSettings.DEFAULTS, positions, List.of());
    }

    private void apply(Input input) {
        actions.addAll(core.apply(input, nowMs));
    }

    private void received(Incoming frame) {
        apply(new Input.Received(frame));
    }

    private void welcome(Head... heads) {
        received(new Incoming.Welcome(ME, new DeviceId(3), "chat-1", new Cursor(1, offset), List.of(heads), false));
    }

    private static Head head(ConversationId conversation, long seq, long readSeq) {
        return new Head(conversation, seq, readSeq, seq - readSeq, 0);
    }

    private static ConversationEvent event(ConversationId conversation, long seq, UserId author, Content content) {
        return new ConversationEvent(conversation, seq, new MessageId(100 + seq), author, Instant.EPOCH, content);
    }

    private static ConversationEvent message(ConversationId conversation, long seq) {
        return event(conversation, seq, BOB, new Content.Message("x" + seq, "text " + seq));
    }

    private void live(ConversationEvent event) {
        received(new Incoming.Event(event, new Cursor(1, ++offset)));
    }

    private void page(ClientFrame.Pull pull, long... seqs) {
        List<ConversationEvent> events = LongStream.of(seqs)
                .mapToObj(seq -> message(pull.conversationId(), seq))
                .toList();
        received(new Incoming.Page(pull.requestId(), pull.conversationId(), events, false));
    }

    private void later(long ms) {
        nowMs += ms;
        apply(new Input.Tick());
    }

    private List<Long> delivered() {
        return actions.stream()
                .filter(Action.Deliver.class::isInstance)
                .map(action -> ((Action.Deliver) action).event().seq())
                .toList();
    }

    private <T extends ClientFrame> List<T> written(Class<T> type) {
        return actions.stream()
                .filter(Action.Write.class::isInstance)
                .map(action -> ((Action.Write) action).frame())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private ClientFrame.Pull lastPull() {
        return written(ClientFrame.Pull.class).getLast();
    }

    // Following.

    @Test
    void weekOfflineCostsNoPullUntilTheConversationIsOpened() {
        welcome(head(CHAT, 5_000, 4_990), head(GROUP, 70, 0));
        assertThat(written(ClientFrame.Pull.class)).isEmpty();

        apply(new Input.Open(CHAT, null));

        assertThat(written(ClientFrame.Pull.class)).containsExactly(new ClientFrame.Pull("p1", CHAT, 4_990, 10));
    }

    @Test
    void openedConversationGoesOnFromWhereTheApplicationSays() {
        welcome(head(CHAT, 50, 10));
        apply(new Input.Open(CHAT, 48L));
        page(lastPull(), 49, 50);
        live(message(CHAT, 51));

        assertThat(delivered()).containsExactly(49L, 50L, 51L);
    }

    @Test
    void openingAgainDoesNotRepeatWhatWasHandedOver() {
        welcome(head(CHAT, 50, 10));
        apply(new Input.Open(CHAT, 49L));
        page(lastPull(), 50);
        apply(new Input.Close(CHAT));
        live(message(CHAT, 51));
        apply(new Input.Open(CHAT, 3L));
        page(lastPull(), 51);

        assertThat(delivered()).containsExactly(50L, 51L);
    }

    @Test
    void conversationOpenedBeforeTheWelcomeBeginsBehindItsReadMark() {
        apply(new Input.Open(CHAT, null));
        welcome(head(CHAT, 50, 47));

        assertThat(lastPull().after()).isEqualTo(47);
    }

    @ParameterizedTest
    @CsvSource({"NEW, 50", "UNREAD, 45", "RESUME, 42", "EVERYTHING, 42"})
    void followingSaysWhereADeviceThatKnowsTheConversationBegins(Following following, long after) {
        core = core(following, new Positions(null, List.of(new Positions.Position(head(CHAT, 44, 40), 42, 0))));
        welcome(head(CHAT, 50, 45));

        assertThat(core.handed(CHAT)).isEqualTo(after);
    }

    @Test
    void whatWasHandedOverButNotReadComesAgainToWhoFollowsTheUnread() {
        core = core(Following.UNREAD, new Positions(null, List.of(new Positions.Position(head(CHAT, 50, 40), 50, 0))));
        welcome();

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 40, 10));
    }

    @ParameterizedTest
    @CsvSource({"NEW, 50", "UNREAD, 45", "RESUME, 50", "EVERYTHING, 0"})
    void followingSaysWhereANewDeviceBegins(Following following, long after) {
        core = core(following, Positions.NONE);
        welcome(head(CHAT, 50, 45));

        assertThat(core.handed(CHAT)).isEqualTo(after);
    }

    @Test
    void groupTheUserIsAddedToBeginsWithThatAndNotWithItsPast() {
        core = core(Following.NEW, Positions.NONE);
        welcome();
        live(message(GROUP, 1_000));
        live(message(GROUP, 1_001));

        assertThat(delivered()).containsExactly(1_000L, 1_001L);
        assertThat(written(ClientFrame.Pull.class)).isEmpty();
    }

    @Test
    void directConversationThatBeganDuringABreakIsHandedOverFromItsBeginning() {
        core = core(Following.NEW, Positions.NONE);
        welcome();
        apply(new Input.Disconnected());
        welcome(head(CHAT, 3, 0));
        page(lastPull(), 1, 2, 3);

        assertThat(delivered()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void directConversationFirstHeardOfByAnAnswerIsHandedOverFromItsBeginning() {
        core = core(Following.EVERYTHING, Positions.NONE);
        welcome();

        received(new Incoming.Sent(CHAT, "of another run", 1, new MessageId(101)));
        page(lastPull(), 1);
        live(message(CHAT, 2));

        assertThat(delivered()).containsExactly(1L, 2L);
    }

    @Test
    void headsThatAWelcomeLeftOutAreLoaded() {
        core = core(Following.NEW, Positions.NONE);
        received(new Incoming.Welcome(ME, new DeviceId(3), "s", new Cursor(1, 1), List.of(head(CHAT, 5, 5)), true));
        assertThat(actions).contains(new Action.LoadHeads());

        apply(new Input.HeadsLoaded(List.of(head(CHAT, 5, 5), head(GROUP, 80, 70))));

        assertThat(core.head(GROUP).unread()).isEqualTo(10);
        assertThat(core.handed(GROUP)).isEqualTo(80);
    }

    // Gaps.

    @Test
    void gapIsPulledAndWhatCameEarlyWaits() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 3L));
        live(message(CHAT, 7));
        assertThat(delivered()).isEmpty();
        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 3, 3));

        page(lastPull(), 4, 5, 6);

        assertThat(delivered()).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void longRangeIsPulledPageByPage() {
        welcome(head(CHAT, 250, 0));
        apply(new Input.Open(CHAT, 0L));
        List<Integer> limits = new ArrayList<>();
        while (written(ClientFrame.Pull.class).size() > limits.size()) {
            ClientFrame.Pull pull = lastPull();
            limits.add(pull.limit());
            page(
                    pull,
                    LongStream.rangeClosed(pull.after() + 1, pull.after() + pull.limit())
                            .toArray());
        }

        assertThat(limits).containsExactly(100, 100, 50);
        assertThat(delivered()).isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
    }

    @Test
    void onlySomePullsAreUnderWayAtOnce() {
        core = core(Following.EVERYTHING, Positions.NONE);
        welcome(IntStream.rangeClosed(1, 30)
                .mapToObj(id -> head(new ConversationId.Group(id), 1, 0))
                .toArray(Head[]::new));
        assertThat(written(ClientFrame.Pull.class)).hasSize(8);

        for (int answered = 0; answered < 30; answered++) {
            page(written(ClientFrame.Pull.class).get(answered), 1);
        }

        assertThat(delivered()).hasSize(30);
        assertThat(core.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void pullWithoutAnswerIsRepeated() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 0L));
        later(10_000);

        assertThat(written(ClientFrame.Pull.class))
                .containsExactly(new ClientFrame.Pull("p1", CHAT, 0, 3), new ClientFrame.Pull("p2", CHAT, 0, 3));
    }

    @Test
    void pageThatBringsNothingIsNotAskedForInALoop() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 0L));
        long begin = nowMs;
        for (int i = 0; i < 10; i++) {
            page(lastPull());
            nowMs = core.dueAtMs();
            apply(new Input.Tick());
        }

        assertThat(written(ClientFrame.Pull.class)).hasSize(11);
        assertThat(nowMs - begin).isGreaterThan(60_000);
    }

    @Test
    void conversationThatMayNotBeReadIsLeftAloneUntilItHasNews() {
        welcome(head(GROUP, 3, 0));
        apply(new Input.Open(GROUP, 0L));
        received(new Incoming.Error("not_a_member", "", false, null, "p1", null));
        assertThat(actions).contains(new Action.PullRefused(GROUP, "not_a_member"));
        later(1_000_000);
        assertThat(written(ClientFrame.Pull.class)).hasSize(1);

        live(message(GROUP, 9));

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p2", GROUP, 0, 8));
    }

    // Heads.

    @Test
    void unreadCountsWhatOthersSay() {
        welcome(head(CHAT, 3, 3));
        live(message(CHAT, 4));
        live(event(CHAT, 5, ME, new Content.Message("from another device", "hi")));
        live(event(CHAT, 6, BOB, new Content.Block(true)));
        live(message(CHAT, 7));

        assertThat(core.head(CHAT)).isEqualTo(new Head(CHAT, 7, 3, 2, 0));
    }

    @Test
    void leavingAndComingBackAreSeenInTheHead() {
        welcome(head(GROUP, 3, 3));
        live(event(GROUP, 4, BOB, new Content.Membership(change(BOB))));
        assertThat(core.head(GROUP).leftSeq()).isEqualTo(4);

        live(event(GROUP, 9, BOB, new Content.Membership(change(BOB, ME))));
        assertThat(core.head(GROUP)).isEqualTo(new Head(GROUP, 9, 8, 0, 0));
    }

    @Test
    void whatWasSaidBeforeTheUserCameCountsAsRead() {
        welcome();
        live(event(GROUP, 40, BOB, new Content.Membership(change(BOB, ME))));
        live(message(GROUP, 41));
        assertThat(core.head(GROUP)).isEqualTo(new Head(GROUP, 41, 39, 1, 0));

        apply(new Input.Open(GROUP, null));

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", GROUP, 39, 2));
    }

    private static MembershipChange change(UserId... members) {
        List<Member> roster = java.util.Arrays.stream(members)
                .map(user -> new Member(user, Role.MEMBER))
                .toList();
        return new MembershipChange(1, MembershipChange.Kind.REMOVED, List.of(ME), roster, "Friends");
    }

    @Test
    void readOnAnotherDeviceIsSeenAtOnce() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Receipt(CHAT, ME, 7, 2));

        assertThat(core.head(CHAT)).isEqualTo(new Head(CHAT, 9, 7, 2, 0));
    }

    @Test
    void othersReceiptsAreTold() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Receipt(CHAT, BOB, 7, 0));

        assertThat(actions).contains(new Action.Receipt(CHAT, BOB, 7));
        assertThat(core.head(CHAT).readSeq()).isEqualTo(3);
    }

    // Read marks.

    @Test
    void readMarksAreGatheredAndRepeatedUntilConfirmed() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Read(CHAT, 1));
        apply(new Input.Read(CHAT, 2));
        apply(new Input.Read(CHAT, 3));
        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 1));
        later(1_000);
        apply(new Input.Disconnected());
        welcome(head(CHAT, 9, 0));
        received(new Incoming.Receipt(CHAT, ME, 3, 6));
        later(100_000);

        assertThat(written(ClientFrame.Read.class))
                .extracting(ClientFrame.Read::seq)
                .containsExactly(1L, 3L, 3L);
        assertThat(core.head(CHAT).unread()).isEqualTo(6);
    }

    @Test
    void readMarkOutlivesTheProcess() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Disconnected());
        apply(new Input.Read(CHAT, 9));
        core = core(Following.OPENED, core.positions());
        welcome();

        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 9));
    }

    @Test
    void nobodyReadsFurtherThanTheConversationGoes() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Read(CHAT, 99));

        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 9));
    }

    // The outbox.

    @Test
    void sendIsStoredBeforeItGoesOutWithWhatWasKnownThen() {
        apply(new Input.Send("c1", CHAT, "hi"));
        assertThat(actions).containsExactly(new Action.SaveOutbox());
        assertThat(core.outbox()).containsExactly(new PendingSend("c1", CHAT, "hi", PendingSend.NOT_TRIED));
        welcome(head(CHAT, 9, 9));

        assertThat(actions)
                .containsSubsequence(
                        new Action.SaveOutbox(), new Action.Write(new ClientFrame.Send("c1", CHAT, "hi", 9)));
        assertThat(core.outbox()).containsExactly(new PendingSend("c1", CHAT, "hi", 9));
    }

    @Test
    void sendsOfOneConversationWaitForEachOther() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        apply(new Input.Send("c2", CHAT, "two"));
        apply(new Input.Send("g1", GROUP, "elsewhere"));
        assertThat(written(ClientFrame.Send.class))
                .extracting(ClientFrame.Send::clientMessageId)
                .containsExactly("c1", "g1");

        live(event(CHAT, 1, ME, new Content.Message("c1", "one")));

        assertThat(written(ClientFrame.Send.class).getLast()).isEqualTo(new ClientFrame.Send("c2", CHAT, "two", 1));
    }

    @Test
    void putOffSendHoldsEverythingBackUntilTheServerSaid() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Error("rate_limited", "", true, "c1", null, Duration.ofMillis(700)));
        apply(new Input.Send("g1", GROUP, "elsewhere"));
        later(699);
        assertThat(written(ClientFrame.Send.class)).hasSize(1);

        later(1);

        assertThat(written(ClientFrame.Send.class)).hasSize(3);
        assertThat(written(ClientFrame.Send.class).get(1))
                .isEqualTo(written(ClientFrame.Send.class).get(0));
    }

    @Test
    void answerToARepeatedSendSettlesItAndTheMissingEventIsPulled() {
        welcome(head(CHAT, 3, 3));
        apply(new Input.Open(CHAT, 3L));
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Sent(CHAT, "c1", 5, new MessageId(77)));

        assertThat(actions)
                .contains(new Action.Settled(
                        new PendingSend("c1", CHAT, "one", 3), new Outcome.Sent(5, new MessageId(77))));
        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 3, 2));
        assertThat(core.outbox()).isEmpty();
    }

    @Test
    void sameNameOfSomeoneElseSettlesNothing() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        live(event(CHAT, 1, BOB, new Content.Message("c1", "not mine")));

        assertThat(core.outbox()).hasSize(1);
    }

    @Test
    void finalErrorAndRefusalSettleASend() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Error("unknown_user", "why", false, "c1", null, null));
        apply(new Input.Send("c2", CHAT, "two"));
        received(new Incoming.Refused(CHAT, "c2", "blocked", "why"));

        assertThat(actions)
                .filteredOn(Action.Settled.class::isInstance)
                .extracting(action -> ((Action.Settled) action).outcome())
                .containsExactly(new Outcome.Refused("unknown_user", "why"), new Outcome.Refused("blocked", "why"));
    }

    @Test
    void fullOutboxRefusesFurtherSends() {
        for (int i = 0; i <= SyncSettings.DEFAULTS.maxPending(); i++) {
            apply(new Input.Send("c" + i, CHAT, "text"));
        }

        assertThat(actions.getLast())
                .isInstanceOfSatisfying(
                        Action.Settled.class,
                        settled -> assertThat(((Outcome.Refused) settled.outcome()).code())
                                .isEqualTo(Outcome.OUTBOX_FULL));
        assertThat(core.outbox()).hasSize(SyncSettings.DEFAULTS.maxPending());
    }

    @Test
    void connectionThatTakesSendsAndAnswersNothingIsDoubted() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        for (int i = 0; i < 3; i++) {
            nowMs = core.dueAtMs();
            apply(new Input.Tick());
        }

        assertThat(written(ClientFrame.Send.class)).hasSize(4);
        assertThat(actions).contains(new Action.Reconnect());
    }

    // The cursor.

    @Test
    void cursorFollowsWhatCameAndIsConfirmedOnceInAWhile() {
        assertThat(core.cursor()).isNull();
        welcome();
        assertThat(core.cursor()).isEqualTo(new Cursor(1, 10));
        live(message(CHAT, 1));
        live(message(CHAT, 2));
        assertThat(core.cursor()).isEqualTo(new Cursor(1, 12));
        assertThat(written(ClientFrame.Ack.class)).isEmpty();

        later(500);
        later(5_000);

        assertThat(written(ClientFrame.Ack.class)).containsExactly(new ClientFrame.Ack(new Cursor(1, 12)));
    }

    @Test
    void nothingIsWrittenWithoutAConnection() {
        apply(new Input.Send("c1", CHAT, "one"));
        apply(new Input.Open(CHAT, 0L));
        apply(new Input.Read(CHAT, 1));
        later(1_000_000);

        assertThat(written(ClientFrame.class)).isEmpty();
        assertThat(core.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }
}
