package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.SentReceipt;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// What was said and what came of it. In the end it is compared with what is stored and what every device was handed:
/// nothing acknowledged is lost, nothing is there twice, all saw the same in the same order.
///
/// Safe for several threads.
final class Ledger {
    private static final Duration TO_SETTLE = Duration.ofMinutes(2);

    private final Collection<Said> all = new ConcurrentLinkedQueue<>();

    /// @param text unlike any other of the same conversation
    record Said(Device by, ConversationId in, String text, CompletableFuture<SentReceipt> receipt) {
        boolean isAcknowledged() {
            return receipt.isDone() && !receipt.isCompletedExceptionally();
        }
    }

    Said say(Device by, ConversationId in, String text) {
        Said said = new Said(by, in, text, by.client().send(in, text));
        all.add(said);
        return said;
    }

    long acknowledged() {
        return all.stream().filter(Said::isAcknowledged).count();
    }

    /// Waits until so many more than now are acknowledged.
    void awaitAcknowledged(long more) {
        long before = acknowledged();
        Awaitility.await().atMost(TO_SETTLE).until(() -> acknowledged() >= before + more);
    }

    /// Everything said is acknowledged; none refused.
    void awaitAllAcknowledged() {
        Awaitility.await()
                .atMost(TO_SETTLE)
                .untilAsserted(
                        () -> assertThat(all).allMatch(said -> said.receipt().isDone()));
        assertThat(all).allMatch(Said::isAcknowledged);
    }

    /// @param devices of all members, from the beginning
    void check(ConversationId conversation, List<Device> devices) {
        awaitAllAcknowledged();
        List<ConversationEvent> history = devices.getFirst().history(conversation);
        assertThat(history.stream().map(ConversationEvent::seq))
                .as("seqs of the history")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        List<Said> said =
                all.stream().filter(each -> each.in().equals(conversation)).toList();
        assertThat(history.stream().filter(ConversationEvent::isMessage).map(Ledger::text))
                .as("texts of the history")
                .containsExactlyInAnyOrderElementsOf(
                        said.stream().map(Said::text).toList());
        said.forEach(each -> checkReceipt(each, history));
        for (Device device : devices) {
            Awaitility.await()
                    .atMost(TO_SETTLE)
                    .until(() -> device.handed(conversation).size() >= history.size());
            assertThat(device.handed(conversation))
                    .as("what %s was handed", device.credentials().name())
                    .isEqualTo(history);
            assertThat(device.history(conversation)).isEqualTo(history);
        }
    }

    private static void checkReceipt(Said said, List<ConversationEvent> history) {
        SentReceipt receipt = said.receipt().join();
        ConversationEvent event = history.get((int) receipt.seq() - 1);
        assertThat(event.id()).isEqualTo(receipt.messageId());
        assertThat(event.author()).isEqualTo(said.by().user());
        assertThat(text(event)).isEqualTo(said.text());
    }

    static String text(ConversationEvent event) {
        return event.content() instanceof Content.Message message ? message.text() : "";
    }
}
