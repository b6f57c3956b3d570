package dev.parley.chat.edge;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Inboxes that answer as a test says.
final class FakeInboxes implements Inboxes {
    final List<Connection> attached = new CopyOnWriteArrayList<>();
    final List<Connection> detached = new CopyOnWriteArrayList<>();
    final Queue<@Nullable Cursor> cursors = new ConcurrentLinkedQueue<>();
    final Queue<ClientFrame.Pull> pulls = new ConcurrentLinkedQueue<>();
    final Queue<ClientFrame.Read> reads = new ConcurrentLinkedQueue<>();

    final Queue<ClientFrame.MuteConversation> mutes = new ConcurrentLinkedQueue<>();
    final Queue<Cursor> confirmed = new ConcurrentLinkedQueue<>();

    volatile Function<Connection, CompletionStage<Attached>> onAttach = FakeInboxes::welcome;
    volatile Function<ClientFrame.Pull, CompletionStage<Pulled>> onPull = pull -> CompletableFuture.completedFuture(
            new Pulled.Events(new ServerFrame.Page(pull.requestId(), pull.conversationId(), List.of(), false)));
    volatile BiFunction<ConversationId, Long, CompletionStage<Marked>> onRead =
            (conversation, seq) -> CompletableFuture.completedFuture(new Marked.Done());

    volatile long newestSeq;
    volatile BiFunction<ConversationId, Mute, CompletionStage<Marked>> onMute =
            (conversation, until) -> CompletableFuture.completedFuture(new Marked.Done());

    volatile Function<ConversationId, CompletionStage<Boolean>> onKnows =
            conversation -> CompletableFuture.completedFuture(false);

    static CompletionStage<Attached> welcome(Connection connection) {
        connection.send(new ServerFrame.Welcome(
                connection.user(), connection.device(), TestEdge.SERVER, new Cursor(1, 0), List.of(), false));
        return CompletableFuture.completedFuture(new Attached.Live());
    }

    @Override
    public CompletionStage<Attached> attach(Connection connection, @Nullable Cursor cursor) {
        if (cursor != null) {
            cursors.add(cursor);
        }
        attached.add(connection);
        return onAttach.apply(connection);
    }

    @Override
    public void detach(Connection connection) {
        detached.add(connection);
    }

    @Override
    public CompletionStage<Pulled> pull(
            UserId user, String requestId, ConversationId conversation, long after, int limit) {
        ClientFrame.Pull pull = new ClientFrame.Pull(requestId, conversation, after, limit);
        pulls.add(pull);
        return onPull.apply(pull);
    }

    @Override
    public CompletionStage<Boolean> knows(UserId user, ConversationId conversation) {
        return onKnows.apply(conversation);
    }

    @Override
    public long newestSeq(UserId user, ConversationId conversation) {
        return newestSeq;
    }

    @Override
    public CompletionStage<Marked> read(Connection wisher, ConversationId conversation, long seq) {
        reads.add(new ClientFrame.Read(conversation, seq));
        return onRead.apply(conversation, seq);
    }

    @Override
    public CompletionStage<Marked> mute(Connection wisher, ConversationId conversation, Mute until) {
        mutes.add(new ClientFrame.MuteConversation(conversation, until));
        return onMute.apply(conversation, until);
    }

    @Override
    public void confirm(Connection connection, Cursor cursor) {
        confirmed.add(cursor);
    }
}
