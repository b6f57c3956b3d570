package dev.parley.api.adminuser;

import dev.parley.api.answer.Answer;
import dev.parley.api.conversation.Head;
import dev.parley.api.conversation.HeadStore;
import dev.parley.api.history.Page;
import dev.parley.api.history.PageRequest;
import dev.parley.api.history.ReadHistory;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Comparator;
import java.util.List;

/// Gives out all that is kept of a user, piece by piece: what the tables hold, then each conversation's entry with the
/// events the user wrote there. Of conversations no more than a page is gathered in memory. Reads every conversation
/// whole, as far as
/// the user may.
final class ReadUserData {
    private final UserDataStore data;
    private final HeadStore heads;
    private final ReadHistory history;

    ReadUserData(UserDataStore data, HeadStore heads, ReadHistory history) {
        this.data = data;
        this.heads = heads;
        this.history = history;
    }

    /// Takes the pieces. What it throws ends the reading.
    interface Sink {
        /// @param json one object in one line
        void row(String json);

        void conversation(Head head);

        void event(Event event);

        /// Nothing is missing.
        void end();
    }

    /// [Sink#end] is called last, and only if all was read.
    ///
    /// @throws dev.parley.api.answer.UnavailableException if a store does not answer
    void read(UserId user, Sink sink) {
        data.each(user, sink::row);
        List<Head> all = heads.heads(user).stream()
                .sorted(Comparator.comparing(head -> head.conversation().value()))
                .toList();
        for (Head head : all) {
            sink.conversation(head);
            own(user, head.conversation(), sink);
        }
        sink.end();
    }

    private void own(UserId user, ConversationId conversation, Sink sink) {
        long seq = 0;
        boolean more = true;
        while (more) {
            Answer<Page> answer = history.read(user, conversation, new PageRequest.After(seq, PageRequest.MAX_LIMIT));
            // Refused: what the user was told of a group it is no member of and never was.
            Page page = answer instanceof Answer.Given<Page> given ? given.value() : new Page(List.of(), false);
            page.events().stream().filter(event -> event.author().equals(user)).forEach(sink::event);
            more = page.more() && !page.events().isEmpty();
            seq = page.events().isEmpty() ? seq : page.events().getLast().seq();
        }
    }
}
