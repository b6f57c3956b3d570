package dev.parley.chat.signal;

import dev.parley.chat.bus.BusPublisher;
import dev.parley.chat.conversation.Members;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.ReceiptWatcher;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the other members how far one of them has come. What moves while a receipt is being prepared goes into it, so
/// who scrolls through a conversation says it a few times a second, not for each message.
///
/// Where it can't be found out who may know, nobody is told: the reader may have turned receipts off.
final class PassReceipts implements ReceiptWatcher {
    private static final Logger log = LoggerFactory.getLogger(PassReceipts.class);

    /// How long marks of one user in one conversation are gathered.
    static final Duration GATHERED = Duration.ofMillis(200);

    /// Receipts being prepared. One more is dropped, so that slow look-ups gather none here.
    static final int MAX_PENDING = 10_000;

    /// Of those, the ones that look up who may know; the others wait.
    private static final int MAX_LOOKUPS = 64;

    private record Place(UserId user, ConversationId conversation) {}

    /// @param readSeq 0 if nothing was read
    /// @param deliveredSeq 0 if nothing was delivered
    private record Marks(long readSeq, long deliveredSeq) {
        Marks and(Marks other) {
            return new Marks(Math.max(readSeq, other.readSeq), Math.max(deliveredSeq, other.deliveredSeq));
        }
    }

    private final FindMembers findMembers;
    private final ReceiptChoicesClient choices;
    private final BusPublisher bus;
    private final SignalMetrics metrics;
    private final ExecutorService executor;
    private final Pause pause;
    private final Map<Place, Marks> pending = new ConcurrentHashMap<>();
    private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);

    /// @param executor a thread for each task
    PassReceipts(
            FindMembers findMembers,
            ReceiptChoicesClient choices,
            BusPublisher bus,
            SignalMetrics metrics,
            ExecutorService executor,
            Pause pause) {
        this.findMembers = findMembers;
        this.choices = choices;
        this.bus = bus;
        this.metrics = metrics;
        this.executor = executor;
        this.pause = pause;
    }

    @Override
    public void read(UserId reader, ConversationId conversation, long readSeq) {
        moved(new Place(reader, conversation), new Marks(readSeq, 0));
    }

    @Override
    public void delivered(UserId recipient, ConversationId.Direct conversation, long seq) {
        moved(new Place(recipient, conversation), new Marks(0, seq));
    }

    private void moved(Place place, Marks marks) {
        if (place.conversation() instanceof ConversationId.Direct direct
                && direct.other(place.user()).equals(place.user())) {
            return; // Notes to self.
        }
        if (pending.size() >= MAX_PENDING && !pending.containsKey(place)) {
            metrics.receiptsFull();
            return;
        }
        AtomicBoolean first = new AtomicBoolean();
        pending.compute(place, (same, before) -> {
            first.set(before == null);
            return before == null ? marks : before.and(marks);
        });
        if (first.get()) {
            executor.execute(() -> pass(place));
        }
    }

    private void pass(Place place) {
        try {
            pause.pause(GATHERED);
            lookups.acquire();
            try {
                passNow(place);
            } finally {
                lookups.release();
            }
        } catch (InterruptedException stopping) {
            pending.remove(place);
            Thread.currentThread().interrupt();
        } catch (UnavailableException away) {
            metrics.receiptsUnavailable();
        } catch (RuntimeException bug) {
            log.atError().setMessage("receipt_failed").setCause(bug).log();
        }
    }

    private void passNow(Place place) {
        Marks marks = pending.remove(place);
        if (marks == null) {
            throw new IllegalStateException("a receipt that was passed already");
        }
        Members members = members(place.conversation());
        if (members.blocked() || !members.users().contains(place.user())) {
            metrics.receiptsOff();
            return;
        }
        Set<UserId> off = choices.off(members.users());
        List<UserId> others = members.users().stream()
                .filter(it -> !it.equals(place.user()) && !off.contains(it))
                .toList();
        if (off.contains(place.user()) || others.isEmpty()) {
            metrics.receiptsOff();
        } else {
            bus.publish(
                    others,
                    new BusMessage.Receipt(place.conversation(), place.user(), marks.readSeq(), marks.deliveredSeq()));
            metrics.receiptsPassed();
        }
    }

    private Members members(ConversationId conversation) {
        try {
            return findMembers.of(conversation).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UnavailableException away ? away : failed;
        }
    }
}
