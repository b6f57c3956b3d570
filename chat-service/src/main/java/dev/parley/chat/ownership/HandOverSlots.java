package dev.parley.chat.ownership;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.Farewell;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.share.GroupShare;
import dev.parley.chat.share.ShareOffer;
import dev.parley.chat.share.SharePlan;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives inbox slots to other servers when shares change, a few at a time: as many in one round as have clients that
/// may be sent away in one step. Each client is told the new owner's address, a ticket for it and its own delay.
///
/// The new owner knows from the same plan which slots will come, and lets clients that are early wait.
///
/// All is called by the inbox's consumer thread but [#drain].
final class HandOverSlots implements GroupShare, Farewell {
    private static final Logger log = LoggerFactory.getLogger(HandOverSlots.class);

    private final ServerSettings server;
    private final HandoverSettings settings;
    private final OwnedSlots slots;
    private final IntSupplier clients;
    private final BooleanSupplier toDrain;
    private final Owners owners;
    private final Moves moves;
    private final HandoverMetrics metrics;
    private final Ticker ticker;
    private final Pace pace;
    private final List<Connection> leaving = new ArrayList<>();

    private int offers;
    private int offeredWeight;
    private boolean asked;
    private volatile boolean draining;
    private volatile SharePlan plan = SharePlan.NONE;

    /// @param clients connected now
    /// @param toDrain whether the server should own nothing while it runs on
    HandOverSlots(
            ServerSettings server,
            HandoverSettings settings,
            OwnedSlots slots,
            IntSupplier clients,
            BooleanSupplier toDrain,
            Owners owners,
            Moves moves,
            HandoverMetrics metrics,
            Ticker ticker) {
        this.server = server;
        this.settings = settings;
        this.slots = slots;
        this.clients = clients;
        this.toDrain = toDrain;
        this.owners = owners;
        this.moves = moves;
        this.metrics = metrics;
        this.ticker = ticker;
        this.pace = new Pace(settings.clientsPerSecond(), ticker.nanos());
        this.offeredWeight = weight();
    }

    private int weight() {
        return draining || toDrain.getAsBoolean() ? 0 : server.weight();
    }

    @Override
    public ShareOffer offer() {
        offeredWeight = weight();
        return new ShareOffer(server.id(), server.publicUrl(), offeredWeight, mayGive(), ++offers);
    }

    private int mayGive() {
        int owned = slots.numbers().size();
        int here = clients.getAsInt();
        if (here == 0) {
            return owned;
        }
        if (!pace.isFree(ticker.nanos())) {
            return 0;
        }
        return Math.toIntExact(Math.clamp(settings.clientsPerStep() * owned / here, 1, Math.max(1, owned)));
    }

    @Override
    public boolean wantsRound() {
        boolean due = plan.more() || weight() != offeredWeight;
        if (!due || asked || !pace.isFree(ticker.nanos())) {
            return false;
        }
        asked = true;
        return true;
    }

    /// Their slots are given up; who has them now is in the plan that follows.
    @Override
    public void leave(List<Connection> connections) {
        leaving.addAll(connections);
    }

    @Override
    public void planned(SharePlan newest) {
        asked = false;
        owners.planned(newest);
        slots.expect(newest.owners().entrySet().stream()
                .filter(entry -> entry.getValue().equals(server.id()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
        sayGoodbye();
        conclude(newest);
    }

    @Override
    public void left() {
        asked = false;
        owners.planned(SharePlan.NONE);
        slots.expect(Set.of());
        sayGoodbye();
        conclude(SharePlan.NONE);
    }

    private void sayGoodbye() {
        int sent = 0;
        for (Connection connection : leaving) {
            Optional<ServerFrame.Moved> where = moves.moved(connection);
            if (where.isPresent()) {
                Duration after = Duration.ofNanos(pace.take(ticker.nanos()));
                connection.leave(
                        new ServerFrame.Drain(where.get().url(), where.get().ticket(), after));
                metrics.sent();
                sent++;
            } else {
                connection.close(ErrorCode.GOING_AWAY);
                metrics.lost();
            }
        }
        if (!leaving.isEmpty()) {
            log.atInfo()
                    .setMessage("clients_handed_over")
                    .addKeyValue("sent", sent)
                    .addKeyValue("told_nothing", leaving.size() - sent)
                    .log();
        }
        leaving.clear();
    }

    private synchronized void conclude(SharePlan newest) {
        plan = newest;
        notifyAll();
    }

    /// Gives all slots away. Returns when they are gone, when nobody is there to take them, or when it has lasted too
    /// long.
    synchronized void drain() {
        draining = true;
        long endNanos = ticker.nanos() + settings.drainWithin().toNanos();
        try {
            while (!slots.numbers().isEmpty() && plan.servers().size() > 1) {
                long leftMs = Duration.ofNanos(endNanos - ticker.nanos()).toMillis();
                if (leftMs <= 0) {
                    break;
                }
                wait(leftMs);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        log.atInfo()
                .setMessage("drained")
                .addKeyValue("slots_left", slots.numbers())
                .log();
    }
}
