package dev.parley.simulation;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The inboxes of a server, and what the world's promises hear of what its edge does with them: who was let in, what
/// connections were shown, what they confirm.
final class WatchedInboxes implements Inboxes {
    private final World world;
    private final Server server;
    private final Inboxes inboxes;
    private final Supplier<Wire> served;
    private final Set<Connection> readers = Collections.newSetFromMap(new IdentityHashMap<>());
    /// All that ever were: inboxes know a connection by its identity.
    private final Map<Connection, Watched> watched = new IdentityHashMap<>();

    /// @param served for whom the edge acts now
    WatchedInboxes(World world, Server server, Inboxes inboxes, Supplier<Wire> served) {
        this.world = world;
        this.server = server;
        this.inboxes = inboxes;
        this.served = served;
    }

    private static final class Watched implements Connection {
        /// How only events begin, so that nothing else is read here.
        private static final String EVENT = "{\"type\":\"event\"";

        private final Phones phones;
        private final Connection real;

        private Watched(Phones phones, Connection real) {
            this.phones = phones;
            this.real = real;
        }

        @Override
        public void write(EncodedFrame frame) {
            if (real.isOpen()) {
                String json = new String(frame.json(), StandardCharsets.UTF_8);
                if (json.startsWith(EVENT) && IncomingReader.read(json) instanceof Incoming.Event it) {
                    phones.shown(real.user(), it.event());
                }
            }
            real.write(frame);
        }

        @Override
        public UserId user() {
            return real.user();
        }

        @Override
        public DeviceId device() {
            return real.device();
        }

        @Override
        public SessionId session() {
            return real.session();
        }

        @Override
        public void flush() {
            real.flush();
        }

        @Override
        public void close(ErrorCode why) {
            real.close(why);
        }

        @Override
        public void leave(ServerFrame.Drain drain) {
            real.leave(drain);
        }

        @Override
        public long activeAtNanos() {
            return real.activeAtNanos();
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }
    }

    private Connection watched(Connection real) {
        return watched.computeIfAbsent(real, it -> new Watched(world.promises().phones(), it));
    }

    @Override
    public CompletionStage<Attached> attach(Connection connection, @Nullable Cursor cursor) {
        Wire wire = served.get();
        world.promises()
                .checkAloud(() -> world.signposts()
                        .admitted(server, wire.owner(), wire.owed().ticket()));
        return inboxes.attach(watched(connection), cursor).whenComplete((attached, failure) -> {
            if (attached instanceof Attached.Live) {
                readers.add(connection);
            }
        });
    }

    /// Once nothing is under way: whoever has gone reads no more.
    void checkAtRest() {
        if (!readers.stream().allMatch(Connection::isOpen)) {
            throw new BrokenPromiseException("someone who has gone still reads an inbox of " + server);
        }
    }

    @Override
    public void confirm(Connection connection, Cursor cursor) {
        long activeAtNanos = served.get().activeAtNanos();
        if (activeAtNanos != Connection.NEVER_ACTIVE
                && world.nowNanos() - activeAtNanos
                        <= world.proportions().attention().activeWithin().toNanos()) {
            world.promises().phones().seen(connection.user(), cursor.offset());
        }
        inboxes.confirm(watched(connection), cursor);
    }

    @Override
    public void detach(Connection connection) {
        readers.remove(connection);
        inboxes.detach(watched(connection));
    }

    @Override
    public CompletionStage<Pulled> pull(
            UserId user, String requestId, ConversationId conversation, long after, int limit) {
        return inboxes.pull(user, requestId, conversation, after, limit);
    }

    @Override
    public CompletionStage<Boolean> knows(UserId user, ConversationId conversation) {
        return inboxes.knows(user, conversation);
    }

    @Override
    public long newestSeq(UserId user, ConversationId conversation) {
        return inboxes.newestSeq(user, conversation);
    }

    @Override
    public CompletionStage<Marked> read(Connection wisher, ConversationId conversation, long seq) {
        return inboxes.read(watched(wisher), conversation, seq);
    }

    @Override
    public CompletionStage<Marked> mute(Connection wisher, ConversationId conversation, Mute until) {
        return inboxes.mute(watched(wisher), conversation, until);
    }
}
