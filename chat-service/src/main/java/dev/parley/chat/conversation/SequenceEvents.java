package dev.parley.chat.conversation;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives log records their seqs: decides, stores, tells the inboxes. One thread; a poll's records are handled
/// together.
///
/// Storing goes on behind it ([Carriage]): a poll may be committed once [#settled] has come to its number. When
/// anything here throws, nothing more may be committed and [#leave] must be called: the records come again and are
/// decided as before.
public final class SequenceEvents {
    private static final Logger log = LoggerFactory.getLogger(SequenceEvents.class);

    private final EventStore store;
    private final InboxPublisher inbox;
    private final Repeat repeat;
    private final ExecutorService executor;
    private final SequencerMetrics metrics;
    private final Map<ConversationId, Conversation> conversations;
    private final SequencerMemory memory;
    private Carriage carriage;

    /// @param executor stores what was decided
    public SequenceEvents(
            EventStore store,
            InboxPublisher inbox,
            Repeat repeat,
            ExecutorService executor,
            SequencerMetrics metrics,
            SequencerMemory memory) {
        this.store = store;
        this.inbox = inbox;
        this.repeat = repeat;
        this.executor = executor;
        this.metrics = metrics;
        this.memory = memory;
        this.conversations = new LinkedHashMap<>(16, 0.75f, true);
        this.carriage = new Carriage(store, repeat, executor);
    }

    /// @param records in log order per conversation
    /// @return for [#settled]; greater than those before
    /// @throws Repeat.StoppedException if the process stops before all is done
    public long handle(List<LogRecordRead> records) {
        loadCold(records);
        SequencedBatch batch = new SequencedBatch();
        for (LogRecordRead record : records) {
            decide(record, batch);
        }
        long number = carryOut(batch, records.size());
        evict();
        return number;
    }

    /// Everything that [#handle] was given up to the one that returned this number is done: its events are stored, its
    /// inbox entries in their log.
    ///
    /// @throws RuntimeException if something can't be done
    public long settled() {
        return carriage.settled();
    }

    /// Waits until everything is done.
    ///
    /// @throws RuntimeException as [#settled]
    public void settle() {
        carriage.settle();
    }

    /// Drops what is known, as when partitions change hands: another owner may write from here on. Everything is done.
    public void forgetAll() {
        conversations.clear();
    }

    /// Drops what is known. What was decided is done first, since records of what stays here do not come again; if that
    /// fails it is dropped, too, since all of it comes again then.
    public void leave() {
        try {
            carriage.settle();
        } catch (RuntimeException failed) {
            log.atError().setMessage("sequencer_gives_up").setCause(failed).log();
            carriage.abandon();
            carriage = new Carriage(store, repeat, executor);
        }
        forgetAll();
    }

    private void loadCold(List<LogRecordRead> records) {
        Map<ConversationId, Conversation> loaded = new java.util.concurrent.ConcurrentHashMap<>();
        List<Runnable> loads = new ArrayList<>();
        for (ConversationId id :
                records.stream().map(LogRecordRead::conversation).distinct().toList()) {
            if (!conversations.containsKey(id)) {
                awaitStored(id);
                loads.add(() -> loaded.put(id, new Conversation(store.load(id), memory.sends())));
            }
        }
        if (!loads.isEmpty()) {
            repeat.allUntilDone(loads);
            conversations.putAll(loaded);
        }
    }

    /// What is asked of the store next counts on everything that was decided.
    private void awaitStored(ConversationId id) {
        if (carriage.holds(id)) {
            carriage.settle();
        }
    }

    private void decide(LogRecordRead record, SequencedBatch batch) {
        Conversation conversation = conversations.get(record.conversation());
        if (conversation == null) {
            throw new IllegalStateException("a conversation that was just loaded is gone");
        }
        Decision decision = conversation.decide(record.entry(), record.position());
        if (decision instanceof Decision.NeedsLookup lookup) {
            metrics.coldLookup();
            Optional<KnownSend> found =
                    find(record.conversation(), lookup.send(), lookup.after(), lookup.through(), batch);
            decision = conversation.decide(lookup.send(), record.position(), found);
        }
        if (decision instanceof Decision.Replayed) {
            metrics.replayed();
            decision = replay(conversation, record, batch);
        }
        take(decision, record, batch);
    }

    /// An event that came from this record goes out again; whatever else was said is said again.
    private Decision replay(Conversation conversation, LogRecordRead record, SequencedBatch batch) {
        awaitStored(record.conversation());
        Optional<Event> event = repeat.untilDone(() -> store.findAt(record.conversation(), record.position()));
        if (event.isPresent()) {
            EventStore.RosterChange rosters = repeat.untilDone(
                    () -> store.rosterAt(record.conversation(), event.get().seq()));
            batch.deliver(event.get(), rosters.before().and(rosters.after()));
            return new Decision.Ignored();
        }
        Optional<KnownSend> found = record.entry() instanceof LogEntry.Send send
                ? find(record.conversation(), send, send.afterSeq(), conversation.seq(), batch)
                : Optional.empty();
        return conversation.answerAgain(record.entry(), found);
    }

    /// The first attempt may be so new that the store does not have it yet.
    private Optional<KnownSend> find(
            ConversationId id, LogEntry.Send send, long after, long through, SequencedBatch batch) {
        if (after >= through) {
            return Optional.empty();
        }
        Optional<KnownSend> unstored = batch.find(id, send.author(), send.clientMessageId(), after, through);
        if (unstored.isPresent()) {
            return unstored;
        }
        awaitStored(id);
        return repeat.untilDone(() -> store.findSend(id, send.author(), send.clientMessageId(), after, through));
    }

    private void take(Decision decision, LogRecordRead record, SequencedBatch batch) {
        switch (decision) {
            case Decision.Sequenced it -> {
                metrics.sequenced(it.event());
                batch.add(it.event(), record.position(), it.recipients());
            }
            case Decision.Repeated it -> {
                metrics.repeated();
                KnownSend first = it.first();
                batch.answer(
                        first.author(),
                        new InboxEntry.Answer(record.conversation(), first.clientMessageId(), first.seq(), first.id()));
            }
            case Decision.Refused it -> {
                metrics.refused(it.why());
                batch.answer(
                        it.send().author(),
                        new InboxEntry.Refusal(record.conversation(), it.send().clientMessageId(), it.why()));
            }
            case Decision.Told it -> batch.answer(it.user(), it.entry());
            case Decision.Ignored it -> {}
            case Decision.NeedsLookup it -> throw new IllegalStateException("asked twice for a lookup");
            case Decision.Replayed it -> throw new IllegalStateException("asked twice for a replay");
        }
    }

    /// Stores and publishes at the same time: a crash in between re-creates both, equal. Only an entry that names a
    /// body waits for the store, since its reader looks there; then all of the poll waits, so that none overtakes.
    private long carryOut(SequencedBatch batch, int records) {
        Map<ConversationId, List<StoredEvent>> unstored = batch.events();
        if (batch.hasReferences()) {
            carriage.settle();
            repeat.allUntilDone(store.appends(batch.events()));
            unstored = Map.of();
        }
        carriage.makeRoom(records);
        return carriage.add(unstored, publish(batch), records);
    }

    private List<CompletionStage<Void>> publish(SequencedBatch batch) {
        List<CompletionStage<Void>> publishing = new ArrayList<>(batch.inbox().size());
        for (SequencedBatch.Addressed addressed : batch.inbox()) {
            publishing.add(inbox.publish(addressed.user(), addressed.entry()));
        }
        return publishing;
    }

    private void evict() {
        var oldest = conversations.keySet().iterator();
        for (int surplus = conversations.size() - memory.conversations(); surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }
}
