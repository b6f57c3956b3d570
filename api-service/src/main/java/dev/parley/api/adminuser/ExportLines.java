package dev.parley.api.adminuser;

import dev.parley.api.conversation.Head;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Writes a user's data as JSON lines. The last one is of type `end` and counts the others: without it something is
/// missing.
final class ExportLines {
    private final JsonMapper json;

    /// @param json as for answers
    ExportLines(JsonMapper json) {
        this.json = json;
    }

    ReadUserData.Sink to(OutputStream out) {
        return new ReadUserData.Sink() {
            private long lines;

            @Override
            public void row(String object) {
                write(object.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void conversation(Head head) {
                write(json.writeValueAsBytes(new ConversationLine(
                        "conversation", head.conversation(), head.seq(), head.readSeq(), head.leftSeq())));
            }

            @Override
            public void event(Event event) {
                write(json.writeValueAsBytes(new EventLine("event", event)));
            }

            @Override
            public void end() {
                write(json.writeValueAsBytes(new EndLine("end", lines)));
            }

            private void write(byte[] line) {
                try {
                    out.write(line);
                    out.write('\n');
                    lines++;
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            }
        };
    }

    /// @param leftSeq 0 for a member
    record ConversationLine(String type, ConversationId conversationId, long seq, long readSeq, long leftSeq) {}

    record EventLine(String type, Event event) {}

    record EndLine(String type, long lines) {}
}
