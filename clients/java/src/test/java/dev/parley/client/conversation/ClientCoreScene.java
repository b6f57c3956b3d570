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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// A client core under test, with what it wanted done so far; made anew for each test.
abstract class ClientCoreScene {
    static final UserId ME = new UserId(1);
    static final UserId BOB = new UserId(2);
    static final ConversationId CHAT = ConversationId.direct(ME, BOB);
    static final ConversationId GROUP = new ConversationId.Group(9);

    /// After which a device confirms what it was told.
    static final long ACK_DELAY_MS = 500;

    final List<Action> actions = new ArrayList<>();
    ClientCore core = core(Following.OPENED, Positions.NONE);
    long nowMs = 1_000_000;
    long offset = 10;

    static ClientCore core(Following following, Positions positions) {
        return new ClientCore(ME, following, SyncSettings.DEFAULTS, positions, List.of());
    }

    void apply(Input input) {
        actions.addAll(core.apply(input, nowMs));
    }

    void received(Incoming frame) {
        apply(new Input.Received(frame));
    }

    void welcome(Head... heads) {
        received(new Incoming.Welcome(ME, new DeviceId(3), "chat-1", new Cursor(1, offset), List.of(heads), false));
    }

    static Head head(ConversationId conversation, long seq, long readSeq) {
        return new Head(conversation, seq, readSeq, seq - readSeq, 0, Mute.NONE);
    }

    static ConversationEvent event(ConversationId conversation, long seq, UserId author, Content content) {
        return new ConversationEvent(conversation, seq, new MessageId(100 + seq), author, Instant.EPOCH, content);
    }

    static ConversationEvent message(ConversationId conversation, long seq) {
        return event(conversation, seq, BOB, new Content.Message("x" + seq, "text " + seq));
    }

    void live(ConversationEvent event) {
        received(new Incoming.Event(event, new Cursor(1, ++offset)));
    }

    void page(ClientFrame.Pull pull, long... seqs) {
        List<ConversationEvent> events = LongStream.of(seqs)
                .mapToObj(seq -> message(pull.conversationId(), seq))
                .toList();
        received(new Incoming.Page(pull.requestId(), pull.conversationId(), events, false));
    }

    void later(long ms) {
        nowMs += ms;
        apply(new Input.Tick());
    }

    List<Long> delivered() {
        return actions.stream()
                .filter(Action.Deliver.class::isInstance)
                .map(action -> ((Action.Deliver) action).event().seq())
                .toList();
    }

    <T extends ClientFrame> List<T> written(Class<T> type) {
        return actions.stream()
                .filter(Action.Write.class::isInstance)
                .map(action -> ((Action.Write) action).frame())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    ClientFrame.Pull lastPull() {
        return written(ClientFrame.Pull.class).getLast();
    }
}
