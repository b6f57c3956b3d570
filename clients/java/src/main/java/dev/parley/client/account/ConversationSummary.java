package dev.parley.client.account;

import dev.parley.client.event.Head;
import dev.parley.client.frame.IncomingReader;
import dev.parley.client.frame.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One line of the list of conversations.
///
/// @param title of a group; of a direct conversation the other's display name
/// @param peer the other user of a direct conversation
/// @param lastAt when its newest event was sent
public record ConversationSummary(Head head, String title, Optional<Person> peer, Optional<Instant> lastAt) {
    static ConversationSummary read(JsonFields json) {
        Optional<Person> peer = json.has("peer") ? Optional.of(Person.read(json.object("peer"))) : Optional.empty();
        Optional<Instant> lastAt =
                json.has("lastAt") ? Optional.of(json.parsed("lastAt", Instant::parse)) : Optional.empty();
        String title = json.text("title", peer.map(Person::displayName).orElse(""));
        return new ConversationSummary(IncomingReader.head(json), title, peer, lastAt);
    }

    /// A part of the list, newest conversation first.
    ///
    /// @param next names the part that follows; empty at the end
    public record Page(List<ConversationSummary> conversations, Optional<String> next) {
        static Page read(JsonFields json) {
            return new Page(
                    json.objects("conversations").stream()
                            .map(ConversationSummary::read)
                            .toList(),
                    json.flag("more") ? Optional.ofNullable(json.optionalText("next")) : Optional.empty());
        }
    }
}
