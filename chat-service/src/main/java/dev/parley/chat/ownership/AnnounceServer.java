package dev.parley.chat.ownership;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotTable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the directory, every so often and at each change, that this server lives and what it owns; and keeps a
/// copy of what the directory says of the others.
final class AnnounceServer implements SlotWatcher {
    private static final Logger log = LoggerFactory.getLogger(AnnounceServer.class);

    private final Directory directory;
    private final ServerSettings settings;
    private final String region;
    private final OwnedSlots slots;
    private final IntSupplier connections;
    private final boolean tls;
    private final AtomicLong generation = new AtomicLong();
    private final Consumer<Runnable> soon;
    private volatile SlotTable table = new SlotTable(Map.of(), Map.of());
    private volatile boolean away;
    private volatile boolean draining;
    private volatile boolean toDrain;

    /// @param soon runs what it is given on the one thread that announces
    AnnounceServer(
            Directory directory,
            ServerSettings settings,
            String region,
            OwnedSlots slots,
            IntSupplier connections,
            boolean tls,
            Consumer<Runnable> soon) {
        this.directory = directory;
        this.settings = settings;
        this.region = region;
        this.slots = slots;
        this.connections = connections;
        this.tls = tls;
        this.soon = soon;
    }

    /// Nothing is announced after it.
    void leave() {
        try {
            directory.leave(settings.id());
        } catch (DirectoryAwayException gone) {
            log.atInfo().setMessage("directory_away_at_stop").log();
        }
    }

    @Override
    public void taken(Set<Integer> owned, int newGeneration) {
        generation.set(newGeneration);
        soon.accept(this::announce);
    }

    @Override
    public void gone(Set<Integer> lost) {
        soon.accept(this::announce);
    }

    /// This server is about to go.
    void draining() {
        draining = true;
        soon.accept(this::announce);
    }

    /// Whether operators want this server drained, as of the last announcement that came through.
    boolean isToDrain() {
        return toDrain;
    }

    /// As of the last announcement that came through.
    SlotTable table() {
        return table;
    }

    /// To be called every so often, too. Never throws: the schedule would end with it.
    void announce() {
        try {
            heedOperators();
            directory.announce(self(), settings.life(), slots.numbers(), generation.get());
            table = directory.read();
            if (away) {
                away = false;
                log.atInfo().setMessage("directory_back").log();
            }
        } catch (DirectoryAwayException noAnswer) {
            if (!away) {
                away = true;
                log.atWarn().setMessage("directory_away").setCause(noAnswer).log();
            }
        } catch (RuntimeException bug) {
            log.atError().setMessage("announce_failed").setCause(bug).log();
        }
    }

    private void heedOperators() {
        boolean now = directory.isToDrain(settings.id());
        if (now != toDrain) {
            toDrain = now;
            log.atInfo().setMessage(now ? "drain_ordered" : "drain_taken_back").log();
        }
    }

    private ChatServer self() {
        return new ChatServer(
                settings.id(),
                settings.publicUrl(),
                settings.address(),
                region,
                settings.zone(),
                slots.total(),
                connections.getAsInt(),
                draining || toDrain,
                tls);
    }
}
