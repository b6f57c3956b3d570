package dev.parley.chat.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [HeadStore] keeps.
abstract class HeadStoreContract {
    private static final AtomicLong USERS = new AtomicLong(1_000);
    private static final ConversationId GROUP = new ConversationId.Group(7);

    private static final ConversationId OTHER = new ConversationId.Group(8);

    private final UserId user = new UserId(USERS.incrementAndGet());

    abstract HeadStore store();

    @Test
    void unknownHeadIsNone() {
        assertThat(store().load(user, GROUP)).isEqualTo(Head.NONE);
        assertThat(store().loadAll(user)).isEmpty();
    }

    @Test
    void headComesBackAsItWasWritten() {
        Head head =
                new Head(9, 8, 3, 5, 4, 1, 2, Mute.until(Instant.ofEpochMilli(7_000_000)), 6, 7, new Position(1, 77));
        store().write(new HeadStore.Entry(user, GROUP, head));

        assertThat(store().load(user, GROUP)).isEqualTo(head);
        assertThat(store().loadAll(user)).isEqualTo(Map.of(GROUP, head));
    }

    @Test
    void lateWriteOfAnEarlierChangeReplacesNothing() {
        Head later = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(1, 90));
        Head earlier = new Head(5, 5, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(1, 50));
        store().write(new HeadStore.Entry(user, GROUP, later));
        store().write(new HeadStore.Entry(user, GROUP, earlier));

        assertThat(store().load(user, GROUP)).isEqualTo(later);
    }

    @Test
    void changeInALaterTopicLifeReplacesAnyOfAnEarlierOne() {
        Head before = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(1, 1_000_000));
        Head after = new Head(10, 10, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(2, 0));
        store().write(new HeadStore.Entry(user, GROUP, before));
        store().write(new HeadStore.Entry(user, GROUP, after));

        assertThat(store().load(user, GROUP)).isEqualTo(after);
    }

    /// What may grow while the head's place stays.
    @Test
    void ofTwoWritesAtOnePlaceTheGreaterMarksStay() {
        Head rung = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 9, 3, new Position(1, 90));
        Head delivered = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 4, 8, new Position(1, 90));
        Head both = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 9, 8, new Position(1, 90));
        for (List<Head> order : List.of(List.of(rung, delivered), List.of(delivered, rung))) {
            UserId someone = new UserId(USERS.incrementAndGet());
            order.forEach(head -> store().write(new HeadStore.Entry(someone, GROUP, head)));

            assertThat(store().load(someone, GROUP)).isEqualTo(both);
        }
    }

    @Test
    void manyAreWrittenTogether() {
        Head old = new Head(5, 5, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(1, 50));
        Head head = new Head(9, 9, 0, 0, 0, 0, 0, Mute.NONE, 0, 0, new Position(1, 90));
        List<UserId> users = Stream.generate(() -> new UserId(USERS.incrementAndGet()))
                .limit(25)
                .toList();
        write(Stream.concat(
                        users.stream().map(one -> new HeadStore.Entry(one, GROUP, head)),
                        Stream.of(new HeadStore.Entry(users.getFirst(), OTHER, head)))
                .toList());
        write(users.stream().map(one -> new HeadStore.Entry(one, GROUP, old)).toList());

        assertThat(users).allSatisfy(one -> assertThat(store().load(one, GROUP)).isEqualTo(head));
        assertThat(store().loadAll(users.getFirst())).isEqualTo(Map.of(GROUP, head, OTHER, head));
        assertThat(store().writes(List.of())).isEmpty();
    }

    private void write(List<HeadStore.Entry> entries) {
        store().writes(entries).forEach(Runnable::run);
    }
}
