package dev.parley.chat.presence;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the store true about the users of the slots that this server owns, and publishes who came and went once
/// the store has it.
///
/// Everything goes one way, from memory to the store: what a write that failed should have said is said by a later
/// one. So while the store is away nothing waits for it but [#turn] itself, and a store that comes back empty is
/// full again with the next renewal.
public final class AnnouncePresence implements Lives, SlotWatcher {
    private static final Logger log = LoggerFactory.getLogger(AnnouncePresence.class);

    /// Changes of one slot in one turn; more wait for the next. Bounds how long one script holds the store up.
    private static final int MAX_CHANGES = 1_000;

    private final Supplier<Set<Integer>> owned;
    private final int slots;
    private final PresenceStore store;
    private final PresencePublisher publisher;
    private final Runnable forgotten;
    private final PresenceSettings settings;
    private final PresenceMetrics metrics;
    private final Ticker ticker;
    private final InstantSource clock;
    private final AtomicLong generation = new AtomicLong();
    private final Map<Integer, Tracked> tracked = new ConcurrentHashMap<>();
    private @Nullable Long announcedNanos;
    private boolean away;

    /// A slot; its fields are guarded by itself.
    private static final class Tracked {
        final SlotPresence presence = new SlotPresence();
        boolean leased;
        long triedNanos;
        boolean tried;
        long sweptNanos;
        boolean swept;
    }

    /// @param forgotten runs when the store has lost a lease of ours: probably it has lost everything
    AnnouncePresence(
            Supplier<Set<Integer>> owned,
            int slots,
            PresenceStore store,
            PresencePublisher publisher,
            Runnable forgotten,
            PresenceSettings settings,
            PresenceMetrics metrics,
            Ticker ticker,
            InstantSource clock) {
        this.owned = owned;
        this.slots = slots;
        this.store = store;
        this.publisher = publisher;
        this.forgotten = forgotten;
        this.settings = settings;
        this.metrics = metrics;
        this.ticker = ticker;
        this.clock = clock;
    }

    AnnouncePresence(
            OwnedSlots owned,
            PresenceStore store,
            PresencePublisher publisher,
            Runnable forgotten,
            PresenceSettings settings,
            PresenceMetrics metrics,
            Ticker ticker,
            InstantSource clock) {
        this(owned::numbers, owned.total(), store, publisher, forgotten, settings, metrics, ticker, clock);
    }

    @Override
    public void opened(UserId user, SignOfLife connection) {
        Tracked slot = tracked.computeIfAbsent(Slots.of(user, slots), same -> new Tracked());
        synchronized (slot) {
            slot.presence.opened(user, connection, ticker.nanos());
        }
    }

    @Override
    public void closed(UserId user, SignOfLife connection) {
        Tracked slot = tracked.get(Slots.of(user, slots));
        if (slot != null) {
            synchronized (slot) {
                slot.presence.closed(user, connection);
            }
        }
    }

    @Override
    public void taken(Set<Integer> all, int newGeneration) {
        generation.set(newGeneration);
    }

    @Override
    public void gone(Set<Integer> lost) {
        tracked.keySet().removeAll(lost);
    }

    /// To be called every so often, by one thread at a time.
    void turn() {
        // In this order: what is tracked was owned before it was.
        Set<Integer> before = Set.copyOf(tracked.keySet());
        Set<Integer> ours = owned.get();
        before.stream().filter(number -> !ours.contains(number)).forEach(tracked::remove);
        ours.forEach(number -> tracked.computeIfAbsent(number, same -> new Tracked()));
        sweep();
        try {
            announce();
            take(ours);
            write(ours);
            if (away) {
                away = false;
                log.atInfo().setMessage("presence_store_back").log();
            }
        } catch (PresenceAwayException noAnswer) {
            metrics.storeFailed();
            if (!away) {
                away = true;
                log.atWarn()
                        .setMessage("presence_store_away")
                        .setCause(noAnswer)
                        .log();
            }
        }
    }

    private void sweep() {
        int online = 0;
        for (Tracked slot : tracked.values()) {
            synchronized (slot) {
                sweepIfDue(slot);
                online += slot.presence.online();
            }
        }
        metrics.online(online);
    }

    private void sweepIfDue(Tracked slot) {
        long now = ticker.nanos();
        if (!slot.swept || now - slot.sweptNanos >= settings.sweepEvery().toNanos()) {
            slot.presence.sweep(now);
            slot.swept = true;
            slot.sweptNanos = now;
        }
    }

    private void announce() {
        Long before = announcedNanos;
        long now = ticker.nanos();
        if (before == null || now - before >= settings.renewEvery().toNanos()) {
            store.announce(slots);
            announcedNanos = now;
        }
    }

    private void take(Set<Integer> ours) {
        List<Integer> wanted = new ArrayList<>();
        long now = ticker.nanos();
        for (int number : ours) {
            Tracked slot = tracked.get(number);
            if (slot != null) {
                synchronized (slot) {
                    // One that is another's is asked for no more often than a lease is renewed.
                    if (!slot.leased && !(slot.tried && isBefore(now, slot.triedNanos))) {
                        wanted.add(number);
                    }
                }
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        List<PresenceStore.Taken> answers = store.take(generation.get(), wanted);
        for (int i = 0; i < wanted.size(); i++) {
            Tracked slot = tracked.get(wanted.get(i));
            if (slot != null) {
                synchronized (slot) {
                    taken(slot, answers.get(i));
                }
            }
        }
    }

    private boolean isBefore(long now, long triedNanos) {
        return now - triedNanos < settings.renewEvery().toNanos();
    }

    private void taken(Tracked slot, PresenceStore.Taken answer) {
        long now = ticker.nanos();
        slot.tried = true;
        slot.triedNanos = now;
        switch (answer) {
            case PresenceStore.Taken.Ours ours -> {
                slot.presence.forgotten();
                slot.presence.adopt(ours.online(), ours.left(), now);
                // At once: whoever stayed away for too long must not count as online because there is a lease again.
                slot.presence.sweep(now);
                slot.leased = true;
            }
            case PresenceStore.Taken.Anothers another -> metrics.leaseLost();
        }
    }

    /// @param told what the store is told
    /// @param changes what that says to the slot
    private record Pending(Tracked slot, PresenceStore.Write told, List<SlotPresence.Change> changes) {}

    private void write(Set<Integer> ours) {
        List<Pending> pending = new ArrayList<>();
        for (int number : ours) {
            Tracked slot = tracked.get(number);
            if (slot != null) {
                synchronized (slot) {
                    addPending(number, slot, pending);
                }
            }
        }
        if (pending.isEmpty()) {
            return;
        }
        List<PresenceStore.Outcome> outcomes = store.write(
                generation.get(), pending.stream().map(Pending::told).toList());
        for (int i = 0; i < pending.size(); i++) {
            settle(pending.get(i), outcomes.get(i));
        }
        if (outcomes.contains(PresenceStore.Outcome.GONE)) {
            // With the next turn, before the leases: whoever hears of those must find it.
            announcedNanos = null;
            forgotten.run();
        }
    }

    private void addPending(int number, Tracked slot, List<Pending> pending) {
        if (!slot.leased) {
            return;
        }
        List<SlotPresence.Change> changes = slot.presence.changes(MAX_CHANGES);
        boolean renew = !isBefore(ticker.nanos(), slot.triedNanos);
        if (changes.isEmpty() && !renew) {
            return;
        }
        long nowNanos = ticker.nanos();
        Instant now = clock.instant();
        List<PresenceStore.Change> told = changes.stream()
                .map(change -> new PresenceStore.Change(
                        change.user(), change.online(), now.minusNanos(nowNanos - change.heardNanos())))
                .toList();
        pending.add(new Pending(slot, new PresenceStore.Write(number, renew, told), changes));
    }

    private void settle(Pending pending, PresenceStore.Outcome outcome) {
        Tracked slot = pending.slot();
        synchronized (slot) {
            switch (outcome) {
                case WRITTEN -> {
                    if (pending.told().renew()) {
                        slot.triedNanos = ticker.nanos();
                    }
                    slot.presence.written(pending.changes());
                }
                case GONE -> {
                    slot.leased = false;
                    slot.tried = false;
                }
                case ANOTHERS -> {
                    slot.leased = false;
                    metrics.leaseLost();
                }
            }
        }
        if (outcome == PresenceStore.Outcome.WRITTEN && !pending.changes().isEmpty()) {
            publish(pending);
        }
    }

    /// What nobody takes is not repeated: watchers are told again how it stands whenever their wish is renewed.
    private void publish(Pending pending) {
        Instant now = clock.instant();
        pending.changes().forEach(change -> metrics.changed(change.online()));
        PresenceChanges changes = new PresenceChanges(
                pending.told().slot(),
                pending.changes().stream()
                        .map(change -> new PresenceChanges.Change(change.user(), change.online(), now))
                        .toList());
        publisher.publish(changes).whenComplete((done, failure) -> {
            if (failure != null) {
                metrics.unpublished(changes.changes().size());
            }
        });
    }
}
