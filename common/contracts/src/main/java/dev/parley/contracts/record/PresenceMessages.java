package dev.parley.contracts.record;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.wire.BusPresence;
import dev.parley.contracts.wire.BusPresenceChange;
import dev.parley.contracts.wire.VisibilityAnswer;
import dev.parley.contracts.wire.VisibilityRequest;
import dev.parley.contracts.wire.WatchAnswer;
import dev.parley.contracts.wire.WatchRequest;
import dev.parley.contracts.wire.Watcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What services ask each other about presence over HTTP: `POST /internal/watch` of presence-service and
/// `POST /internal/visibility` of api-service. Bodies are protobuf: a request may carry a thousand pairs of users.
public final class PresenceMessages {
    public static final String WATCH_PATH = "/internal/watch";
    public static final String VISIBILITY_PATH = "/internal/visibility";

    /// Larger than any body either way: a thousand users and what is said of each.
    public static final int MAX_BYTES = 64 * 1_024;

    private PresenceMessages() {}

    public static byte[] encodeWatches(List<Watch> watches) {
        WatchRequest.Builder wire = WatchRequest.newBuilder();
        for (Watch watch : watches) {
            Watcher.Builder watcher =
                    Watcher.newBuilder().setUserId(watch.watcher().value());
            watch.watched().forEach(user -> watcher.addWatched(user.value()));
            wire.addWatchers(watcher);
        }
        return wire.build().toByteArray();
    }

    /// @throws UnreadableRecordException if this is no such request, or one of too many pairs
    public static List<Watch> decodeWatches(byte[] bytes) throws UnreadableRecordException {
        try {
            List<Watch> watches = new ArrayList<>();
            int pairs = 0;
            for (Watcher watcher : WatchRequest.parseFrom(bytes).getWatchersList()) {
                pairs += watcher.getWatchedCount();
                watches.add(new Watch(new UserId(watcher.getUserId()), users(watcher.getWatchedList())));
            }
            if (pairs > Watch.MAX_PAIRS || watches.size() > Watch.MAX_PAIRS) {
                throw new UnreadableRecordException("a request with " + pairs + " watched users", null);
            }
            return watches;
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("watch request", bad);
        }
    }

    public static byte[] encodeStates(List<List<Presence>> states) {
        WatchAnswer.Builder wire = WatchAnswer.newBuilder();
        for (List<Presence> ofOne : states) {
            BusPresence.Builder watcher = BusPresence.newBuilder();
            for (Presence presence : ofOne) {
                BusPresenceChange.Builder state = BusPresenceChange.newBuilder()
                        .setUserId(presence.user().value())
                        .setOnline(presence.online());
                Instant lastSeenAt = presence.lastSeenAt();
                if (lastSeenAt != null) {
                    state.setLastSeenMs(lastSeenAt.toEpochMilli());
                }
                watcher.addChanges(state);
            }
            wire.addWatchers(watcher);
        }
        return wire.build().toByteArray();
    }

    /// @return for each watcher of the request, in its order
    /// @throws UnreadableRecordException if this is no such answer
    public static List<List<Presence>> decodeStates(byte[] bytes) throws UnreadableRecordException {
        try {
            List<List<Presence>> states = new ArrayList<>();
            for (BusPresence watcher : WatchAnswer.parseFrom(bytes).getWatchersList()) {
                states.add(watcher.getChangesList().stream()
                        .map(state -> new Presence(
                                new UserId(state.getUserId()),
                                state.getOnline(),
                                state.getLastSeenMs() == 0 ? null : Instant.ofEpochMilli(state.getLastSeenMs())))
                        .toList());
            }
            return states;
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("watch answer", bad);
        }
    }

    public static byte[] encodeGlances(List<Glance> glances) {
        VisibilityRequest.Builder wire = VisibilityRequest.newBuilder();
        for (Glance glance : glances) {
            wire.addViewers(glance.viewer().value()).addSeen(glance.seen().value());
        }
        return wire.build().toByteArray();
    }

    /// @throws UnreadableRecordException if this is no such request, or one of too many glances
    public static List<Glance> decodeGlances(byte[] bytes) throws UnreadableRecordException {
        try {
            VisibilityRequest wire = VisibilityRequest.parseFrom(bytes);
            if (wire.getViewersCount() != wire.getSeenCount() || wire.getSeenCount() > Glance.MAX_AT_ONCE) {
                throw new UnreadableRecordException(
                        "a request of " + wire.getViewersCount() + " viewers and " + wire.getSeenCount() + " users",
                        null);
            }
            List<Glance> glances = new ArrayList<>();
            for (int i = 0; i < wire.getSeenCount(); i++) {
                glances.add(new Glance(new UserId(wire.getViewers(i)), new UserId(wire.getSeen(i))));
            }
            return glances;
        } catch (InvalidProtocolBufferException | IllegalArgumentException bad) {
            throw new UnreadableRecordException("visibility request", bad);
        }
    }

    public static byte[] encodeVisible(List<Boolean> visible) {
        return VisibilityAnswer.newBuilder().addAllVisible(visible).build().toByteArray();
    }

    /// @return for each glance of the request, in its order
    /// @throws UnreadableRecordException if this is no such answer
    public static List<Boolean> decodeVisible(byte[] bytes) throws UnreadableRecordException {
        try {
            return VisibilityAnswer.parseFrom(bytes).getVisibleList();
        } catch (InvalidProtocolBufferException bad) {
            throw new UnreadableRecordException("visibility answer", bad);
        }
    }

    private static List<UserId> users(List<Long> values) {
        return values.stream().map(UserId::new).toList();
    }
}
