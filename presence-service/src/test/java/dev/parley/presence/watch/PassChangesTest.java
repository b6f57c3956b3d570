package dev.parley.presence.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.visibility.VisibilityClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PassChangesTest {
    private static final int SLOTS = 1;
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);
    private static final UserId CAROL = new UserId(11);
    private static final UserId DAVE = new UserId(13);

    private final Map<UserId, Presence> states = new HashMap<>();
    private final Map<UserId, Map<UserId, Instant>> watching = new HashMap<>();
    private final Set<Glance> hidden = new HashSet<>();
    private final Set<Integer> leased = new TreeSet<>(Set.of(0));
    private final List<BusMessage> told = new ArrayList<>();
    private final WatchMetrics metrics = new WatchMetrics(new SimpleMeterRegistry());
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final PresenceStore store = new PresenceStore() {
        @Override
        public Map<UserId, Presence> states(Collection<UserId> users) {
            return users.stream()
                    .distinct()
                    .collect(Collectors.toMap(user -> user, user -> states.getOrDefault(user, Presence.hidden(user))));
        }

        @Override
        public int slots() {
            return SLOTS;
        }

        @Override
        public Set<Integer> leased() {
            return Set.copyOf(leased);
        }

        @Override
        public List<UserId> online(int slot) {
            return List.copyOf(states.keySet());
        }
    };

    private final WatcherStore watchers = new WatcherStore() {
        @Override
        public void watch(Collection<Glance> glances, Instant at, Instant until) {
            glances.forEach(glance -> watching.computeIfAbsent(glance.seen(), same -> new HashMap<>())
                    .put(glance.viewer(), until));
        }

        @Override
        public Map<UserId, List<UserId>> watchers(Collection<UserId> users, Instant at) {
            Map<UserId, List<UserId>> found = new HashMap<>();
            for (UserId user : users) {
                List<UserId> those = watching.getOrDefault(user, Map.of()).entrySet().stream()
                        .filter(entry -> entry.getValue().isAfter(at))
                        .map(Map.Entry::getKey)
                        .toList();
                if (!those.isEmpty()) {
                    found.put(user, those);
                }
            }
            return found;
        }
    };

    private final VisibilityClient visibility = glances ->
            glances.stream().filter(glance -> !hidden.contains(glance)).collect(Collectors.toSet());

    private final RegisterWatches registerWatches = new RegisterWatches(watchers, store, visibility, () -> now);
    private final PassChanges passChanges =
            new PassChanges(watchers, store, visibility, (slot, message) -> told.add(message), metrics, () -> now);

    private void watch(UserId watcher, UserId... watched) {
        registerWatches.register(List.of(new Watch(watcher, List.of(watched))));
    }

    private void online(UserId user) {
        states.put(user, new Presence(user, true, null));
    }

    @Test
    void watchersAreToldHowItStandsTogetherAndNobodyElseIs() {
        watch(ALICE, BOB, CAROL);
        watch(DAVE, BOB, CAROL);
        online(BOB);
        online(CAROL);
        passChanges.pass(List.of(BOB, CAROL, BOB, new UserId(99)));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().recipients()).containsExactlyInAnyOrder(ALICE, DAVE);
        assertThat(told.getFirst().what())
                .isEqualTo(new BusMessage.Presence(
                        List.of(new BusMessage.Change(BOB, true, null), new BusMessage.Change(CAROL, true, null))));
    }

    @Test
    void whatIsToldIsTheStoresTruthNotTheNews() {
        watch(ALICE, BOB);
        states.put(BOB, new Presence(BOB, false, now));
        passChanges.pass(List.of(BOB));
        assertThat(told.getFirst().what())
                .isEqualTo(new BusMessage.Presence(List.of(new BusMessage.Change(BOB, false, now))));
    }

    @Test
    void whoIsBlockedHearsNothing() {
        watch(ALICE, BOB, CAROL);
        watch(DAVE, BOB, CAROL);
        hidden.add(new Glance(ALICE, BOB));
        online(BOB);
        online(CAROL);
        passChanges.pass(List.of(BOB, CAROL));
        assertThat(told).hasSize(2).allSatisfy(message -> {
            if (message.recipients().contains(ALICE)) {
                assertThat(message.recipients()).containsExactly(ALICE);
                assertThat(message.what())
                        .isEqualTo(new BusMessage.Presence(List.of(new BusMessage.Change(CAROL, true, null))));
            }
        });
    }

    @Test
    void strangersAndUnknownIdsLookOfflineAndLeaveNoWatch() {
        online(BOB);
        hidden.add(new Glance(ALICE, BOB));
        assertThat(registerWatches.register(List.of(new Watch(ALICE, List.of(BOB, CAROL, new UserId(99))))))
                .containsExactly(
                        List.of(Presence.hidden(BOB), Presence.hidden(CAROL), Presence.hidden(new UserId(99))));
        assertThat(watching).doesNotContainKey(BOB);
    }

    @Test
    void aWatchThatIsNotSaidAgainEnds() {
        watch(ALICE, BOB);
        online(BOB);
        now = now.plus(RegisterWatches.LIFE);
        passChanges.pass(List.of(BOB));
        assertThat(told).isEmpty();
    }

    @Test
    void usersOfASlotThatNobodyAnswersForAreToldOffline() {
        watch(ALICE, BOB);
        RefreshSlots refresh = new RefreshSlots(store, passChanges, metrics);
        online(BOB);
        refresh.refresh();
        assertThat(told).isEmpty();
        leased.clear();
        states.put(BOB, Presence.hidden(BOB));
        refresh.refresh();
        refresh.refresh();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().what())
                .isEqualTo(new BusMessage.Presence(List.of(new BusMessage.Change(BOB, false, null))));
        leased.add(0);
        online(BOB);
        refresh.refresh();
        assertThat(told).hasSize(2);
    }
}
