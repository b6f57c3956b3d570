package dev.parley.client.frame;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.frame.ServerFrameWriter;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Client and server on each other: a frame that the server reads is written by the client as the same frame, and
/// an event out of an inbox record arrives at the client as that event.
public final class BothWaysFuzzTarget implements FuzzTarget {
    private static final Cursor CURSOR = new Cursor(1, 5);

    @Override
    public String name() {
        return "frames-both-ways";
    }

    @Override
    public String promise() {
        return "what one side writes the other reads as it was";
    }

    @Override
    public void hold(byte[] input) {
        if (read(input) instanceof ClientFrameReader.Reading.Read frame) {
            String written = ClientFrameWriter.write(frame.frame());
            // Half of a surrogate pair can't travel: the server refuses such a text once it looks at it.
            if (StandardCharsets.UTF_8.newEncoder().canEncode(written)) {
                FuzzTarget.requireEqual(frame, read(written.getBytes(StandardCharsets.UTF_8)));
            }
        }
        try {
            if (InboxRecords.decode(input) instanceof InboxEntry.Delivery(Event event)
                    && !(event.body() instanceof EventBody.Stored)) {
                arrives(event);
            }
        } catch (UnreadableRecordException refused) {
            // As promised.
        }
    }

    private static ClientFrameReader.Reading read(byte[] json) {
        return ClientFrameReader.read(new ByteArrayInputStream(json));
    }

    private static void arrives(Event event) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        ServerFrameWriter.write(new ServerFrame.EventFrame(event, CURSOR), frame);
        Content content = switch (event.body()) {
            case EventBody.Text text -> new Content.Message(event.clientMessageId(), text.text());
            case EventBody.Membership membership -> new Content.Membership(membership.change());
            case EventBody.Block block -> new Content.Block(block.change().blocked());
            case EventBody.Stored stored -> throw new IllegalStateException("not written: " + stored);
        };
        FuzzTarget.requireEqual(
                new Incoming.Event(
                        new ConversationEvent(
                                event.conversation(), event.seq(), event.id(), event.author(), event.sentAt(), content),
                        CURSOR),
                IncomingReader.read(frame.toString(StandardCharsets.UTF_8)));
    }
}
