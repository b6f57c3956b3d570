package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [EventStore] keeps.
abstract class EventStoreContract {
    private static final AtomicLong GROUPS = new AtomicLong(10_000);

    private final ConversationId group = new ConversationId.Group(GROUPS.incrementAndGet());
    private final List<StoredEvent> all = new ArrayList<>();
    private long count;

    abstract EventStore store();

    /// Over what [#store] keeps.
    abstract MemberStore members();

    @Test
    void membersAreThoseOfTheNewestChange() {
        assertThat(members().now(group)).isEqualTo(new Members(Set.of(), false));
        membership(1, ALICE, BOB, CAROL);
        membership(2, ALICE, CAROL);
        texts(3);
        store().append(group, all);
        assertThat(members().now(group)).isEqualTo(new Members(Set.of(ALICE, CAROL), false));
    }

    @Test
    void whatIsAppendedForSeveralConversationsIsInEachAlsoWhenItComesAgain() {
        Map<ConversationId, List<StoredEvent>> events = new LinkedHashMap<>();
        for (int i = 0; i < 25; i++) {
            ConversationId direct = ConversationId.direct(new UserId(GROUPS.incrementAndGet()), BOB);
            List<String> texts = i % 5 == 0 ? List.of("one", "two") : List.of(i % 5 == 1 ? "x".repeat(9_000) : "one");
            List<StoredEvent> stored = new ArrayList<>();
            for (String text : texts) {
                long seq = stored.size() + 2;
                stored.add(new StoredEvent(event(direct, seq, BOB, "m" + seq, seq, new EventBody.Text(text)), at(seq)));
            }
            store().append(
                            direct,
                            List.of(new StoredEvent(
                                    event(direct, 1, BOB, "m1", 1, new EventBody.Text("first")), at(1))));
            events.put(direct, stored);
        }
        for (int repetition = 0; repetition < 2; repetition++) {
            store().appends(events).forEach(Runnable::run);
            events.forEach((id, stored) -> assertThat(store().page(id, 1, 10, 10))
                    .isEqualTo(stored.stream().map(StoredEvent::event).toList()));
        }
    }

    @Test
    void aDirectConversationIsBlockedWhileEitherBlocks() {
        UserId one = new UserId(GROUPS.incrementAndGet());
        ConversationId direct = ConversationId.direct(one, BOB);
        assertThat(members().now(direct)).isEqualTo(new Members(Set.of(one, BOB), false));
        Event set = event(direct, 1, BOB, "", 0, new EventBody.Block(new BlockChange(true, 1)));
        Event other = event(direct, 2, one, "", 0, new EventBody.Block(new BlockChange(true, 1)));
        Event lifted = event(direct, 3, BOB, "", 0, new EventBody.Block(new BlockChange(false, 2)));
        Event otherLifted = event(direct, 4, one, "", 0, new EventBody.Block(new BlockChange(false, 2)));
        store().append(direct, List.of(new StoredEvent(set, at(1)), new StoredEvent(other, at(2))));
        assertThat(members().now(direct).blocked()).isTrue();
        store().append(direct, List.of(new StoredEvent(lifted, at(3))));
        assertThat(members().now(direct).blocked()).isTrue();
        store().append(direct, List.of(new StoredEvent(otherLifted, at(4))));
        assertThat(members().now(direct).blocked()).isFalse();
    }

    @Test
    void unknownConversationIsEmpty() {
        assertThat(store().load(group)).isEqualTo(ConversationSnapshot.empty(group));
        assertThat(store().page(group, 0, 0, 10)).isEmpty();
        assertThat(store().findAt(group, at(0))).isEmpty();
    }

    @Test
    void snapshotIsThatOfTheNewestEvent() {
        membership(1, ALICE, BOB);
        texts(50);

        store().append(group, all);

        ConversationSnapshot snapshot = store().load(group);
        assertThat(snapshot.seq()).isEqualTo(51);
        assertThat(snapshot.count()).isEqualTo(50);
        assertThat(snapshot.position()).isEqualTo(all.getLast().position());
        assertThat(snapshot.roster().users()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(snapshot.recent().getLast().seq()).isEqualTo(51);
        assertThat(snapshot.recent())
                .hasSize((int) (51 - snapshot.recentAfter()))
                .isSortedAccordingTo(java.util.Comparator.comparingLong(KnownSend::seq));
    }

    @Test
    void repeatedAppendChangesNothing() {
        membership(1, ALICE, BOB);
        texts(5);
        store().append(group, all);
        List<Event> before = store().page(group, 0, 6, 100);

        store().append(group, all);

        assertThat(store().page(group, 0, 6, 100)).isEqualTo(before).hasSize(6);
    }

    @Test
    void conversationGoesOnAcrossBuckets() {
        membership(1, ALICE, BOB);
        texts(2 * Buckets.EVENTS_PER_BUCKET);
        for (int from = 0; from < all.size(); from += 500) {
            store().append(group, all.subList(from, Math.min(all.size(), from + 500)));
        }

        assertThat(store().load(group).seq()).isEqualTo(all.size());
        assertThat(store().page(group, Buckets.EVENTS_PER_BUCKET - 10, all.size(), 20).stream()
                        .map(Event::seq))
                .isEqualTo(Stream.iterate(Buckets.EVENTS_PER_BUCKET - 9L, seq -> seq + 1)
                        .limit(20)
                        .toList());
        assertThat(store().findSend(group, ALICE, "m2", 0, all.size()))
                .map(KnownSend::seq)
                .contains(2L);
        assertThat(store().findSend(group, ALICE, "m2", 2, all.size())).isEmpty();
        assertThat(store().findAt(group, all.get(2).position()))
                .contains(all.get(2).event());
    }

    @Test
    void ofSendsWithOneNameTheNewestIsFound() {
        membership(1, ALICE, BOB);
        add(ALICE, "again", new EventBody.Text("first"));
        add(ALICE, "again", new EventBody.Text("second"));
        store().append(group, all);

        assertThat(store().findSend(group, ALICE, "again", 0, 3))
                .map(KnownSend::seq)
                .contains(3L);
        assertThat(store().findSend(group, ALICE, "again", 0, 2))
                .map(KnownSend::seq)
                .contains(2L);
    }

    @Test
    void largeTextComesBackWhole() {
        membership(1, ALICE, BOB);
        String text = "😀".repeat(99_999);
        add(ALICE, "large", new EventBody.Text(text));

        store().append(group, all);

        assertThat(store().page(group, 1, 2, 1).getFirst().body()).isEqualTo(new EventBody.Text(text));
    }

    @Test
    void pageEndsEarlyWhereTextsAreLarge() {
        for (int i = 0; i < 8; i++) {
            add(ALICE, "m" + i, new EventBody.Text("x".repeat(99_999 * 3)));
        }
        store().append(group, all);

        List<Event> page = store().page(group, 0, 8, 8);

        assertThat(page).hasSizeBetween(1, 4);
        assertThat(page.getFirst().seq()).isEqualTo(1);
    }

    @Test
    void rostersAreKnownAsOfEveryEvent() {
        membership(1, ALICE, BOB);
        texts(2);
        membership(2, ALICE, CAROL);
        texts(1);
        store().append(group, all);

        assertThat(store().rosterAt(group, 3).after().users()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(store().rosterAt(group, 4).before().users()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(store().rosterAt(group, 4).after().users()).containsExactlyInAnyOrder(ALICE, CAROL);
        assertThat(store().rosterAt(group, 5).before().users()).containsExactlyInAnyOrder(ALICE, CAROL);
    }

    @Test
    void blocksAreKnownByWhoSetThem() {
        ConversationId direct = ConversationId.direct(new UserId(GROUPS.incrementAndGet()), BOB);
        Event set = event(direct, 1, BOB, "", 0, new EventBody.Block(new BlockChange(true, 1)));
        Event lifted = event(direct, 2, BOB, "", 0, new EventBody.Block(new BlockChange(false, 2)));
        store().append(direct, List.of(new StoredEvent(set, at(1)), new StoredEvent(lifted, at(2))));

        assertThat(store().load(direct).blocks()).containsExactly(java.util.Map.entry(BOB, new BlockChange(false, 2)));
    }

    @Test
    void countsTellMessagesUpToASeqAndOwnOnesAfterIt() {
        membership(1, ALICE, BOB);
        add(ALICE, "a", new EventBody.Text("a"));
        add(BOB, "b", new EventBody.Text("b"));
        add(ALICE, "c", new EventBody.Text("c"));
        store().append(group, all);

        assertThat(store().counts(group, ALICE, 2, 4)).isEqualTo(new EventStore.Counts(1, 1));
        assertThat(store().counts(group, BOB, 1, 4)).isEqualTo(new EventStore.Counts(0, 1));
    }

    @Test
    void countsOfEventsThatAreNotAllStoredYetAreNotGuessed() {
        membership(1, ALICE, BOB);
        texts(2);
        store().append(group, all);

        assertThatThrownBy(() -> store().counts(group, ALICE, 1, 4)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> store().counts(group, ALICE, 4, 5)).isInstanceOf(UnavailableException.class);
    }

    private void texts(int number) {
        for (int i = 0; i < number; i++) {
            add(ALICE, "m" + (all.size() + 1), new EventBody.Text("text " + all.size()));
        }
    }

    private void membership(long version, UserId... members) {
        add(
                ALICE,
                "",
                new EventBody.Membership(new MembershipChange(
                        version,
                        MembershipChange.Kind.CREATED,
                        List.of(),
                        Stream.of(members)
                                .map(user -> new Member(user, Role.MEMBER))
                                .toList(),
                        "Friends")));
    }

    private void add(UserId author, String clientMessageId, EventBody body) {
        count += body.isMessage() ? 1 : 0;
        long seq = all.size() + 1;
        all.add(new StoredEvent(event(group, seq, author, clientMessageId, count, body), at(seq * 3)));
    }

    private static Event event(
            ConversationId id, long seq, UserId author, String clientMessageId, long count, EventBody body) {
        return new Event(id, seq, new MessageId(GROUPS.incrementAndGet()), author, clientMessageId, count, body);
    }
}
