package dev.parley.client.terminal;

import dev.parley.client.account.Person;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Events as scripts read them: the fields of the `event` frame, and who the author is.
final class EventJson {
    private static final JsonMapper JSON = new JsonMapper();

    private final People people;

    EventJson(People people) {
        this.people = people;
    }

    /// One line.
    String of(ConversationEvent event) {
        Person author = people.person(event.author());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("conversationId", event.conversation().value());
        json.put("seq", event.seq());
        json.put("messageId", event.id().toString());
        json.put("author", event.author().toString());
        json.put("authorName", author.name());
        json.put("authorDisplayName", author.displayName());
        json.put("sentAt", event.sentAt().toString());
        switch (event.content()) {
            case Content.Message message -> {
                json.put("kind", "message");
                json.put("clientMessageId", message.clientMessageId());
                json.put("text", message.text());
            }
            case Content.Membership membership -> {
                MembershipChange change = membership.change();
                json.put("kind", "membership");
                json.put("change", change.kind().wireName());
                json.put("title", change.title());
                json.put(
                        "users",
                        change.subjects().stream().map(UserId::toString).toList());
            }
            case Content.Block block -> {
                json.put("kind", "block");
                json.put("blocked", block.blocked());
            }
            case Content.Other other -> json.put("kind", other.kind());
        }
        return line(json);
    }

    /// Escaped so that a terminal obeys none of it; still JSON, and the same text once read.
    static String line(Map<String, Object> json) {
        String plain = JSON.writeValueAsString(json);
        StringBuilder line = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            if (PrintableText.commands(c)) {
                for (char unit : Character.toChars(c)) {
                    line.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
