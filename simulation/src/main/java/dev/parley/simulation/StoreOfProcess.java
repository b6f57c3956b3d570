package dev.parley.simulation;

import dev.parley.chat.conversation.ConversationSnapshot;
import dev.parley.chat.conversation.EventStore;
import dev.parley.chat.conversation.KnownSend;
import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.chat.edge.UserDirectory;
import dev.parley.chat.inbox.Head;
import dev.parley.chat.inbox.HeadStore;
import dev.parley.chat.presence.PresenceStore;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The one event store and the one head store, as one process reaches them: calls fail before or after they had
/// their effect, take long, or are the last thing the process does.
final class StoreOfProcess {
    private StoreOfProcess() {}

    record Events(Server server, EventStore store) implements EventStore {
        @Override
        public ConversationSnapshot load(ConversationId conversation) {
            return server.io("load", () -> withFewerSends(store.load(conversation)));
        }

        /// As of a store that keeps less at hand.
        private ConversationSnapshot withFewerSends(ConversationSnapshot all) {
            int surplus = all.recent().size() - server.snapshotSends();
            return surplus <= 0
                    ? all
                    : new ConversationSnapshot(
                            all.id(),
                            all.seq(),
                            all.count(),
                            all.position(),
                            all.roster(),
                            all.blocks(),
                            all.recent().subList(surplus, all.recent().size()),
                            all.recent().get(surplus - 1).seq());
        }

        @Override
        public void append(ConversationId conversation, List<StoredEvent> events) {
            server.io("append", () -> {
                server.promises().appended(store.load(conversation).seq(), events);
                store.append(conversation, events);
                return events;
            });
        }

        @Override
        public Optional<KnownSend> findSend(
                ConversationId conversation, UserId author, String clientMessageId, long after, long through) {
            return server.io("find send", () -> store.findSend(conversation, author, clientMessageId, after, through));
        }

        @Override
        public Optional<Event> findAt(ConversationId conversation, Position position) {
            return server.io("find event", () -> store.findAt(conversation, position));
        }

        @Override
        public RosterChange rosterAt(ConversationId conversation, long seq) {
            return server.io("find roster", () -> store.rosterAt(conversation, seq));
        }

        /// A large body is read under a slot's lock, where nobody else of this process may come in between.
        @Override
        public List<Event> page(ConversationId conversation, long after, long through, int limit) {
            return server.quickIo("page", () -> store.page(conversation, after, through, limit));
        }

        @Override
        public Counts counts(ConversationId conversation, UserId author, long seq, long through) {
            return server.io("counts", () -> store.counts(conversation, author, seq, through));
        }
    }

    record Heads(Server server, HeadStore store) implements HeadStore {
        @Override
        public Head load(UserId user, ConversationId conversation) {
            return server.io("load head", () -> store.load(user, conversation));
        }

        @Override
        public Map<ConversationId, Head> loadAll(UserId user) {
            return server.io("load heads", () -> store.loadAll(user));
        }

        @Override
        public void write(Entry entry) {
            server.io("write head", () -> {
                store.write(entry);
                return entry;
            });
        }
    }

    record Here(Server server, PresenceStore store) implements PresenceStore {
        @Override
        public List<Taken> take(long generation, List<Integer> slots) {
            return server.redis(() -> store.take(generation, slots));
        }

        @Override
        public List<Outcome> write(long generation, List<Write> writes) {
            return server.redis(() -> store.write(generation, writes));
        }

        @Override
        public void announce(int slots) {
            server.redis(() -> {
                store.announce(slots);
                return slots;
            });
        }
    }

    /// Who exists, as one process knows: everyone it has asked for, until it forgets.
    static final class Users implements UserDirectory {
        private static final double FORGETS = 0.1;

        private final Server server;
        private final Executor executor;
        private final Set<UserId> known = new HashSet<>();

        /// @param executor asks
        Users(Server server, Executor executor) {
            this.server = server;
            this.executor = executor;
        }

        @Override
        public CompletionStage<Boolean> exists(UserId user) {
            if (known.contains(user) && !server.chance(FORGETS)) {
                return CompletableFuture.completedStage(true);
            }
            return CompletableFuture.supplyAsync(() -> server.io("ask for a user", () -> true), executor)
                    .whenComplete((exists, failure) -> {
                        if (failure == null) {
                            known.add(user);
                        }
                    });
        }

        @Override
        public void remember(UserId user) {
            known.add(user);
        }
    }
}
