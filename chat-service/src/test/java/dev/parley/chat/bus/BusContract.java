package dev.parley.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every bus does between servers.
abstract class BusContract {
    static final int SLOTS = 8;

    private static final UserId WRITER = new UserId(900);
    private static final ConversationId.Group GROUP = new ConversationId.Group(5);

    final Server one = new Server();
    final Server two = new Server();
    private long lastTyped = 1_000;

    /// A chat server at the bus.
    static final class Server {
        final Set<Integer> owned = ConcurrentHashMap.newKeySet();
        final List<BusMessage> heard = new CopyOnWriteArrayList<>();

        boolean heard(UserId user, BusMessage.What what) {
            return heard.stream()
                    .anyMatch(it -> it.what().equals(what) && it.recipients().contains(user));
        }
    }

    /// @param owned may change
    abstract void join(Set<Integer> owned, Consumer<BusMessage> receiver);

    /// At which all the servers that joined are.
    abstract BusPublisher bus();

    @BeforeEach
    void share() {
        one.owned.addAll(Set.of(0, 1, 2, 3));
        two.owned.addAll(Set.of(4, 5, 6, 7));
        join(one.owned, one.heard::add);
        join(two.owned, two.heard::add);
        for (int slot = 0; slot < SLOTS; slot++) {
            awaitHeard(slot < 4 ? one : two, userOf(slot));
        }
    }

    @Test
    void theOwnerOfTheRecipientsSlotHearsAndNobodyElse() {
        BusMessage.What receipt = new BusMessage.Receipt(GROUP, WRITER, 7, 0);
        bus().publish(List.of(userOf(1)), receipt);
        bus().publish(List.of(userOf(6)), receipt);
        Awaitility.await().untilAsserted(() -> {
            assertThat(one.heard(userOf(1), receipt)).isTrue();
            assertThat(two.heard(userOf(6), receipt)).isTrue();
        });
        assertThat(one.heard(userOf(6), receipt)).isFalse();
        assertThat(two.heard(userOf(1), receipt)).isFalse();
    }

    @Test
    void recipientsOfOneSlotAreToldByOneMessage() {
        List<UserId> three = usersOf(2).limit(3).mapToObj(UserId::new).toList();
        BusMessage.What typing = typing();
        bus().publish(three, typing);
        Awaitility.await().untilAsserted(() -> assertThat(one.heard).contains(new BusMessage(three, typing)));
    }

    @Test
    void moreThanOneMessageHoldsAreAllTold() {
        List<UserId> all = usersOf(2).limit(2_500).mapToObj(UserId::new).toList();
        BusMessage.What typing = typing();
        bus().publish(all, typing);
        Awaitility.await().untilAsserted(() -> {
            Set<UserId> told = new HashSet<>();
            one.heard.stream().filter(it -> it.what().equals(typing)).forEach(it -> told.addAll(it.recipients()));
            assertThat(told).hasSameElementsAs(all);
        });
    }

    @Test
    void aSlotIsHeardAtItsNewOwnerAndNoMoreAtTheOld() {
        one.owned.remove(3);
        two.owned.add(3);
        awaitHeard(two, userOf(3));
        Awaitility.await().untilAsserted(() -> {
            BusMessage.What later = typing();
            bus().publish(List.of(userOf(3), userOf(0)), later);
            Awaitility.await().until(() -> one.heard(userOf(0), later) && two.heard(userOf(3), later));
            assertThat(one.heard(userOf(3), later)).isFalse();
        });
    }

    @Test
    void whatIsForNobodyIsNoTrouble() {
        bus().publish(List.of(), typing());
        List<UserId> twice = new ArrayList<>(List.of(userOf(1), userOf(1)));
        BusMessage.What typing = typing();
        bus().publish(twice, typing);
        Awaitility.await()
                .untilAsserted(() -> assertThat(one.heard).contains(new BusMessage(List.of(userOf(1)), typing)));
    }

    /// Nothing is kept, so it is said until it is heard.
    void awaitHeard(Server server, UserId user) {
        Awaitility.await().until(() -> {
            BusMessage.What typing = typing();
            bus().publish(List.of(user), typing);
            return server.heard.stream().anyMatch(it -> it.recipients().contains(user));
        });
    }

    /// Unlike all before.
    BusMessage.What typing() {
        return new BusMessage.Typing(GROUP, new UserId(++lastTyped));
    }

    static UserId userOf(int slot) {
        return new UserId(usersOf(slot).findFirst().orElseThrow());
    }

    private static LongStream usersOf(int slot) {
        return LongStream.range(1, 1_000_000).filter(id -> Slots.of(new UserId(id), SLOTS) == slot);
    }
}
