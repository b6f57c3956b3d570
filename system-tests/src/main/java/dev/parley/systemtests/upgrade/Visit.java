package dev.parley.systemtests.upgrade;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Crowd;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// All that people do, once, with whatever versions serve at the moment: somebody registers, comes in and talks; a
/// device is new; people see each other type, read and be there; a phone rings.
final class Visit {
    /// Presence and what it needs is said again after 40 s at most.
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /// Typing is passed on once in 3 s.
    private static final Duration BETWEEN_TYPINGS = Duration.ofMillis(3_100);

    private final Crowd crowd;
    private final Ledger ledger;
    private final Predicate<UserId> rung;
    private final Consumer<String> broken;

    /// @param rung whether a phone rang for somebody
    /// @param broken hears what did not come to pass
    Visit(Crowd crowd, Ledger ledger, Predicate<UserId> rung, Consumer<String> broken) {
        this.crowd = crowd;
        this.ledger = ledger;
        this.rung = rung;
        this.broken = broken;
    }

    /// @param number of this visit
    void pay(int number) {
        List<Device> pair = crowd.pairs().get(number % crowd.pairs().size());
        Device resident = pair.getFirst();
        attempt("somebody new talks", () -> {
            Device newcomer = crowd.newcomer("new" + number, resident);
            ConversationId both = Cast.direct(newcomer, resident);
            Ledger.Said said = ledger.say(newcomer, both, "who is here? " + number);
            await("a message of somebody new is acknowledged", said::isAcknowledged);
            Ledger.Said answer = ledger.say(resident, both, "I am " + number);
            await("the answer is acknowledged", answer::isAcknowledged);
            newcomer.client().watch(List.of(resident.user()));
            await("somebody new sees who is here", () -> newcomer.sees(resident.user()));
            long seq = answer.receipt().join().seq();
            newcomer.client().read(both, seq);
            await("the author is told what was read", () -> resident.readByOthers(both) >= seq);
        });
        attempt("a new device is given everything", () -> {
            Map<ConversationId, Integer> had = new HashMap<>();
            crowd.conversations(resident)
                    .forEach(it -> had.put(it, resident.handed(it).size()));
            Device fresh = crowd.addDevice(resident);
            had.forEach((conversation, events) -> await(
                    "a new device has all of " + conversation,
                    () -> fresh.handed(conversation).size() >= events));
        });
        attempt("a phone rings", () -> {
            UserId absentee = crowd.absentee("away" + number, resident);
            ledger.say(resident, ConversationId.direct(absentee, resident.user()), "call me " + number);
            await("a phone rings", () -> rung.test(absentee));
        });
        attempt("everyone sees the other type", this::type);
    }

    private void type() {
        Map<List<Device>, Integer> before = new HashMap<>();
        crowd.pairs().forEach(pair -> before.put(pair, typings(pair)));
        Awaitility.await("everyone sees the other type")
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_TYPINGS)
                .atMost(PATIENCE)
                .until(() -> {
                    List<List<Device>> unseen = crowd.pairs().stream()
                            .filter(pair -> typings(pair) == before.getOrDefault(pair, 0))
                            .toList();
                    unseen.forEach(pair -> pair.getFirst().client().typing(conversation(pair)));
                    return unseen.isEmpty();
                });
    }

    private static int typings(List<Device> pair) {
        return pair.getLast().typings(conversation(pair));
    }

    private static ConversationId conversation(List<Device> pair) {
        return Cast.direct(pair.getFirst(), pair.getLast());
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException missed) {
            broken.accept(what + " did not come to pass within " + PATIENCE.toSeconds() + " s");
        }
    }

    private void attempt(String what, Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException | AssertionError failed) {
            broken.accept(what + " failed: " + failed.getMessage());
        }
    }
}
