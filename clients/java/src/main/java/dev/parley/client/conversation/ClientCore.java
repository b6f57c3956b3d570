package dev.parley.client.conversation;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device knows and what it does next: state and an input give actions. The same inputs give the same
/// actions.
///
/// Promises, whatever comes in, in whatever order and however often, on connections that break anywhere:
/// - every event of a followed conversation is handed over once, in the order of seq, without a gap;
/// - every send is settled with what became of its one event, or why there is none, and its four fields never
///   change;
/// - sends of one conversation are first tried in the order given (see [SyncSettings#sendsPerConversation]).
///
/// Not for several threads. Times are milliseconds of any clock that never goes back.
public final class ClientCore {
    private static final long ACK_DELAY_MS = 500;

    private final UserId self;
    private final SyncSettings settings;
    private final Conversations conversations;
    private final Outbox outbox;
    private final Watched watched = new Watched();
    private @Nullable Cursor cursor;
    private boolean live;
    private boolean outboxChanged;
    private long ackAtMs = Pulling.NEVER;
    private long heardAtMs = Long.MIN_VALUE;

    /// @param stored what this device remembered, [Positions#NONE] for a new one
    /// @param pending the sends that had no answer yet
    public ClientCore(
            UserId self, Following following, SyncSettings settings, Positions stored, List<PendingSend> pending) {
        this.self = self;
        this.settings = settings;
        this.cursor = stored.cursor();
        this.conversations = new Conversations(self, following, settings, stored.conversations());
        this.outbox = new Outbox(settings, pending);
    }

    /// What hello says.
    public @Nullable Cursor cursor() {
        return cursor;
    }

    public Positions positions() {
        return new Positions(cursor, conversations.positions());
    }

    /// Sends without an answer, oldest first.
    public List<PendingSend> outbox() {
        return outbox.pending();
    }

    /// Of all conversations, in no particular order.
    public List<Head> heads() {
        return conversations.heads();
    }

    public Head head(ConversationId conversation) {
        return conversations.head(conversation);
    }

    /// Last seq handed over, −1 if none ever.
    public long handed(ConversationId conversation) {
        return conversations.handed(conversation);
    }

    /// When to come with a [Input.Tick] unless something else happens before. Long.MAX_VALUE for never.
    public long dueAtMs() {
        return live ? Math.min(ackAtMs, Math.min(outbox.dueAtMs(), conversations.dueAtMs())) : Pulling.NEVER;
    }

    /// @param nowMs never less than the time before
    public List<Action> apply(Input input, long nowMs) {
        List<Action> actions = new ArrayList<>();
        switch (input) {
            case Input.Received it -> received(it.frame(), nowMs, actions);
            case Input.Send it -> send(it, actions);
            case Input.Open it -> conversations.open(it.conversation(), it.after());
            case Input.Close it -> conversations.close(it.conversation());
            case Input.Read it -> conversations.read(it.conversation(), it.seq(), actions);
            case Input.Typing it -> typing(it.conversation(), actions);
            case Input.MuteConversation it -> conversations.mute(it.conversation(), it.until(), actions);
            case Input.Watch it -> watched.add(it.users());
            case Input.Unwatch it -> watched.remove(it.users());
            case Input.HeadsLoaded it -> conversations.loaded(it.heads(), actions);
            case Input.Disconnected it -> disconnected();
            case Input.Leaving it -> {
                conversations.hurry();
                ackAtMs = ackAtMs == Pulling.NEVER ? Pulling.NEVER : nowMs;
            }
            case Input.Tick it -> {}
        }
        List<PendingSend> due = live ? outbox.due(nowMs, this::lastKnownSeq) : List.of();
        if (outboxChanged || !due.isEmpty()) {
            outboxChanged = false;
            actions.add(new Action.SaveOutbox());
        }
        due.forEach(send -> actions.add(new Action.Write(send.frame())));
        if (live) {
            write(nowMs, actions);
        }
        return actions;
    }

    private void typing(ConversationId conversation, List<Action> actions) {
        if (live) {
            actions.add(new Action.Write(new ClientFrame.Typing(conversation)));
        }
    }

    private void send(Input.Send it, List<Action> actions) {
        PendingSend send = new PendingSend(it.clientMessageId(), it.conversation(), it.text(), PendingSend.NOT_TRIED);
        Outcome refusal = refusal(it.text());
        if (refusal != null) {
            actions.add(new Action.Settled(send, refusal));
        } else {
            outbox.add(send);
            outboxChanged = true;
        }
    }

    private @Nullable Outcome refusal(String text) {
        ErrorCode problem = Text.problem(text).orElse(null);
        if (problem != null) {
            return new Outcome.Refused(problem.wireName(), problem.sentence());
        }
        return outbox.isFull() ? new Outcome.Refused(Outcome.OUTBOX_FULL, "Too many sends are pending already.") : null;
    }

    private void received(Incoming frame, long nowMs, List<Action> actions) {
        heardAtMs = nowMs;
        switch (frame) {
            case Incoming.Welcome it -> welcome(it, nowMs, actions);
            case Incoming.Event it -> {
                cursor = it.cursor();
                ackAtMs = Math.min(ackAtMs, nowMs + ACK_DELAY_MS);
                settleOwn(it.event(), actions);
                conversations.live(it.event(), actions);
            }
            case Incoming.Page it -> {
                it.events().forEach(event -> settleOwn(event, actions));
                conversations.page(it, nowMs, actions);
            }
            case Incoming.Sent it -> {
                settle(it.conversation(), it.clientMessageId(), new Outcome.Sent(it.seq(), it.messageId()), actions);
                conversations.reached(it.conversation(), it.seq(), actions);
            }
            case Incoming.Refused it ->
                settle(it.conversation(), it.clientMessageId(), new Outcome.Refused(it.code(), it.detail()), actions);
            case Incoming.Error it -> error(it, nowMs, actions);
            case Incoming.Receipt it -> conversations.receipt(it, actions);
            case Incoming.Muted it -> conversations.muted(it.conversation(), it.mute(), actions);
            case Incoming.Typing it -> actions.add(new Action.Typing(it.conversation(), it.user(), it.expiresIn()));
            case Incoming.Presences it -> presences(it, actions);
            case Incoming.Moved it -> {}
            case Incoming.Drain it -> {}
            case Incoming.Return it -> {}
            case Incoming.Other it -> {}
        }
    }

    private void presences(Incoming.Presences presences, List<Action> actions) {
        List<Presence> wanted = presences.users().stream()
                .filter(state -> watched.has(state.user()))
                .toList();
        if (!wanted.isEmpty()) {
            actions.add(new Action.PresenceChanged(wanted));
        }
    }

    private void welcome(Incoming.Welcome welcome, long nowMs, List<Action> actions) {
        forgetConnection();
        live = true;
        cursor = welcome.cursor();
        conversations.welcome(welcome, actions);
        if (welcome.more()) {
            actions.add(new Action.LoadHeads());
        }
        if (!welcome.heads().isEmpty()) {
            // It may tell of messages for which a phone would ring otherwise.
            ackAtMs = nowMs + ACK_DELAY_MS;
        }
    }

    private void settleOwn(ConversationEvent event, List<Action> actions) {
        if (event.author().equals(self) && event.content() instanceof Content.Message message) {
            settle(event.conversation(), message.clientMessageId(), new Outcome.Sent(event.seq(), event.id()), actions);
        }
    }

    private void settle(
            @Nullable ConversationId conversation, String clientMessageId, Outcome outcome, List<Action> actions) {
        PendingSend send = outbox.settle(conversation, clientMessageId);
        if (send != null) {
            actions.add(new Action.Settled(send, outcome));
            outboxChanged = true;
        }
    }

    private void error(Incoming.Error error, long nowMs, List<Action> actions) {
        long retryAfterMs = retryAfterMs(error.retryAfter());
        if (error.requestId() != null && conversations.pullFailed(error.requestId(), error, nowMs, actions)) {
            return;
        }
        if (error.clientMessageId() == null) {
            if (error.retry() && retryAfterMs > 0) {
                outbox.pause(nowMs + retryAfterMs);
            }
        } else if (error.retry()) {
            outbox.postpone(error.clientMessageId(), nowMs, retryAfterMs);
        } else {
            settle(null, error.clientMessageId(), new Outcome.Refused(error.code(), error.detail()), actions);
        }
    }

    private long lastKnownSeq(ConversationId conversation) {
        return conversations.head(conversation).seq();
    }

    private static long retryAfterMs(@Nullable Duration retryAfter) {
        return retryAfter == null ? -1 : retryAfter.toMillis();
    }

    private void disconnected() {
        live = false;
        forgetConnection();
    }

    private void forgetConnection() {
        outbox.forgetConnection();
        watched.forgetConnection();
        conversations.forgetConnection();
        ackAtMs = Pulling.NEVER;
    }

    private void write(long nowMs, List<Action> actions) {
        conversations.write(nowMs, actions);
        watched.frames().forEach(frame -> actions.add(new Action.Write(frame)));
        if (ackAtMs <= nowMs && cursor != null) {
            ackAtMs = Pulling.NEVER;
            actions.add(new Action.Write(new ClientFrame.Ack(cursor)));
        }
        if (outbox.isUnanswered()
                && nowMs - heardAtMs > settings.answerTimeout().toMillis() * 2) {
            actions.add(new Action.Reconnect());
        }
    }
}
