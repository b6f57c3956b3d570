package dev.parley.client.conversation;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One user's server with correct logs and a terrible connection: frames come twice, late, in the wrong order or
/// never; sends are lost before or after they count, or put off.
final class HostileServer {
    final UserId me = new UserId(1000);
    final UserId other = new UserId(2000);
    private final Map<ConversationId, List<ConversationEvent>> logs = new LinkedHashMap<>();
    boolean hostile = true;
    int maxPullLimitSeen;

    private record Delivered(ConversationId conversation, long seq) {}

    private final Random random;
    private final List<Delivered> inbox = new ArrayList<>();
    private final List<Incoming> wire = new ArrayList<>();
    private boolean connected;
    private boolean cutSoon;
    private long ids = 5_000;

    HostileServer(Random random) {
        this.random = random;
    }

    List<ConversationEvent> log(ConversationId conversation) {
        return logs.computeIfAbsent(conversation, none -> new ArrayList<>());
    }

    boolean isConnected() {
        return connected;
    }

    void connect(@Nullable Cursor cursor) {
        connected = true;
        cutSoon = false;
        wire.clear();
        long since = cursor == null ? -1 : cursor.offset();
        List<Head> heads = new ArrayList<>();
        logs.forEach((conversation, log) -> {
            boolean changed = log.isEmpty()
                    || inbox.subList((int) since + 1, inbox.size()).stream()
                            .anyMatch(one -> one.conversation().equals(conversation));
            if (changed && !log.isEmpty()) {
                heads.add(new Head(conversation, log.size(), 0, log.size(), 0, Mute.NONE));
            }
        });
        wire.add(new Incoming.Welcome(me, new DeviceId(7), "chat-1", new Cursor(1, inbox.size() - 1L), heads, false));
    }

    void cut() {
        connected = false;
        wire.clear();
    }

    /// True if the connection broke by itself.
    boolean breaks() {
        return connected && cutSoon && random.nextInt(4) == 0;
    }

    void post(ConversationId conversation, UserId author, String clientMessageId, String text) {
        List<ConversationEvent> log = log(conversation);
        ConversationEvent event = new ConversationEvent(
                conversation,
                log.size() + 1L,
                new MessageId(++ids),
                author,
                Instant.EPOCH,
                new Content.Message(clientMessageId, text));
        log.add(event);
        inbox.add(new Delivered(conversation, event.seq()));
        deliver(new Incoming.Event(event, new Cursor(1, inbox.size() - 1L)));
    }

    private void deliver(Incoming.Event frame) {
        if (!connected) {
            return;
        }
        int luck = hostile ? random.nextInt(10) : 9;
        if (luck == 0) {
            return;
        }
        wire.add(frame);
        if (luck == 1) {
            wire.add(frame);
        }
        if (luck == 2 && wire.size() > 2) {
            // Never before the welcome: what comes later on a connection may come in any order.
            Collections.shuffle(wire.subList(1, wire.size()), random);
        }
    }

    void receive(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Send it -> send(it);
            case ClientFrame.Pull it -> pull(it);
            default -> {}
        }
    }

    private void send(ClientFrame.Send send) {
        int luck = hostile ? random.nextInt(12) : 11;
        switch (luck) {
            case 0 -> cutSoon = true;
            case 1 ->
                wire.add(new Incoming.Error("retry", "", true, send.clientMessageId(), null, Duration.ofMillis(300)));
            case 2 -> wire.add(new Incoming.Error("rate_limited", "", true, send.clientMessageId(), null, null));
            case 3 -> {}
            default -> {
                accept(send);
                cutSoon |= luck == 4;
            }
        }
    }

    /// Looks for a duplicate only where docs/protocol.md says that one can lie.
    private void accept(ClientFrame.Send send) {
        List<ConversationEvent> log = log(send.conversationId());
        if (send.afterSeq() < 0 || send.afterSeq() > log.size()) {
            throw new AssertionError("afterSeq " + send.afterSeq() + " with " + log.size() + " events");
        }
        for (ConversationEvent event : log.subList((int) send.afterSeq(), log.size())) {
            if (event.author().equals(me)
                    && event.content() instanceof Content.Message message
                    && message.clientMessageId().equals(send.clientMessageId())) {
                wire.add(new Incoming.Sent(send.conversationId(), send.clientMessageId(), event.seq(), event.id()));
                return;
            }
        }
        post(send.conversationId(), me, send.clientMessageId(), send.text());
    }

    private void pull(ClientFrame.Pull pull) {
        maxPullLimitSeen = Math.max(maxPullLimitSeen, pull.limit());
        int luck = hostile ? random.nextInt(8) : 7;
        if (luck == 0) {
            return;
        }
        if (luck == 1) {
            wire.add(new Incoming.Error("retry", "", true, null, pull.requestId(), Duration.ofMillis(50)));
            return;
        }
        List<ConversationEvent> log = log(pull.conversationId());
        int from = (int) Math.min(pull.after(), log.size());
        int to = Math.min(log.size(), from + (luck == 2 ? 1 : pull.limit()));
        List<ConversationEvent> events = new ArrayList<>(log.subList(from, to));
        if (luck == 3 && events.size() > 1) {
            events.remove(random.nextInt(events.size()));
        }
        wire.add(new Incoming.Page(pull.requestId(), pull.conversationId(), events, to < log.size()));
        if (luck == 4) {
            wire.add(new Incoming.Page(pull.requestId(), pull.conversationId(), events, to < log.size()));
        }
    }

    /// The next frame on the connection, null if nothing is under way.
    @Nullable
    Incoming next() {
        return connected && !wire.isEmpty() ? wire.removeFirst() : null;
    }
}
