package dev.parley.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.SentReceipt;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// What was said and what came of it. In the end it is compared with what is stored and what every device was
/// handed: nothing acknowledged is lost, nothing is there twice, all saw the same in the same order.
///
/// Safe for several threads.
public final class Ledger {
    private static final Duration TO_SETTLE = Duration.ofMinutes(2);

    /// Once somebody did not get everything in that time, all have had it.
    private static final Duration AFTER_IT = Duration.ofSeconds(1);

    private final Collection<Said> all = new ConcurrentLinkedQueue<>();
    private volatile Duration toSettle = TO_SETTLE;

    /// @param text unlike any other of the same conversation
    public record Said(Device by, ConversationId in, String text, CompletableFuture<SentReceipt> receipt) {
        public boolean isAcknowledged() {
            return receipt.isDone() && !receipt.isCompletedExceptionally();
        }

        /// Its device went for good before it heard what came of it.
        boolean isGivenUp() {
            return by.isGone() && !isAcknowledged();
        }
    }

    public Said say(Device by, ConversationId in, String text) {
        Said said = new Said(by, in, text, by.client().send(in, text));
        all.add(said);
        return said;
    }

    public long said() {
        return all.size();
    }

    public long acknowledged() {
        return all.stream().filter(Said::isAcknowledged).count();
    }

    /// Waits until so many more than now are acknowledged.
    public void awaitAcknowledged(long more) {
        long before = acknowledged();
        Awaitility.await().atMost(TO_SETTLE).until(() -> acknowledged() >= before + more);
    }

    /// Everything said is acknowledged, but for what came from devices that are gone for good; none refused.
    public void awaitAllAcknowledged() {
        Awaitility.await()
                .atMost(TO_SETTLE)
                .untilAsserted(() -> assertThat(all)
                        .allMatch(said -> said.isGivenUp() || said.receipt().isDone()));
        assertThat(all).allMatch(said -> said.isGivenUp() || said.isAcknowledged());
    }

    /// @param devices of all members, from the beginning
    public void check(ConversationId conversation, List<Device> devices) {
        assertThat(violations(conversation, devices)).isEmpty();
    }

    /// Waits until everyone has what they should, then compares.
    ///
    /// @param devices of all members, from the beginning
    /// @return a sentence for each promise that was broken
    public List<String> violations(ConversationId conversation, List<Device> devices) {
        awaitAllAcknowledged();
        List<ConversationEvent> history = storedHistory(devices.getFirst(), conversation);
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).seq() != i + 1) {
                broken.add(conversation + " has seq " + history.get(i).seq() + " at place " + (i + 1));
            }
        }
        Map<String, Integer> times = new HashMap<>();
        history.stream()
                .filter(ConversationEvent::isMessage)
                .forEach(event -> times.merge(text(event), 1, Integer::sum));
        for (Said said : all) {
            if (said.in().equals(conversation)) {
                checkTimes(said, times.getOrDefault(said.text(), 0), broken);
                times.remove(said.text());
                if (said.isAcknowledged()) {
                    checkReceipt(said, history, broken);
                }
            }
        }
        times.keySet().forEach(text -> broken.add(conversation + " has a text that nobody sent: " + text));
        devices.forEach(device -> checkDevice(device, conversation, history, broken));
        return broken;
    }

    /// No acknowledgement waits for the store, which is seconds behind when it was away a moment ago.
    private List<ConversationEvent> storedHistory(Device reader, ConversationId conversation) {
        long newest = all.stream()
                .filter(said -> said.in().equals(conversation) && said.isAcknowledged())
                .mapToLong(said -> said.receipt().join().seq())
                .max()
                .orElse(0);
        try {
            Awaitility.await()
                    .atMost(toSettle)
                    .until(() -> reader.history(conversation).size() >= newest);
        } catch (ConditionTimeoutException missing) {
            toSettle = AFTER_IT; // What is missing is said below, text by text.
        }
        return reader.history(conversation);
    }

    private static void checkTimes(Said said, int times, List<String> broken) {
        if (times > 1) {
            broken.add(said.in() + " has it " + times + " times: " + said.text());
        } else if (times == 0 && said.isAcknowledged()) {
            broken.add(said.in() + " lost what was acknowledged: " + said.text());
        }
    }

    private static void checkReceipt(Said said, List<ConversationEvent> history, List<String> broken) {
        SentReceipt receipt = said.receipt().join();
        boolean right =
                receipt.seq() <= history.size() && isAt(said, receipt, history.get(Math.toIntExact(receipt.seq()) - 1));
        if (!right) {
            broken.add(said.in() + " does not have " + said.text() + " where its receipt says: " + receipt);
        }
    }

    private static boolean isAt(Said said, SentReceipt receipt, ConversationEvent event) {
        return event.id().equals(receipt.messageId())
                && event.author().equals(said.by().user())
                && text(event).equals(said.text());
    }

    private void checkDevice(
            Device device, ConversationId conversation, List<ConversationEvent> history, List<String> broken) {
        String who = device.credentials().name();
        try {
            Awaitility.await()
                    .atMost(toSettle)
                    .until(() -> device.handed(conversation).size() >= history.size());
        } catch (ConditionTimeoutException missing) {
            toSettle = AFTER_IT;
            broken.add(who + " was handed " + device.handed(conversation).size() + " of " + history.size()
                    + " events of " + conversation);
            return;
        }
        if (!device.handed(conversation).equals(history)) {
            broken.add(
                    who + " was handed other events of " + conversation + " than the history has, or in another order");
        }
        if (!device.history(conversation).equals(history)) {
            broken.add(who + " reads another history of " + conversation);
        }
    }

    public static String text(ConversationEvent event) {
        return event.content() instanceof Content.Message message ? message.text() : "";
    }
}
