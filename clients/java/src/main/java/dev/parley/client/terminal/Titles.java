package dev.parley.client.terminal;

import dev.parley.client.account.ConversationSummary;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What conversations are called on the screen: a group by its title, a direct one by the other's name.
final class Titles {
    private static final int MAX_CHARS = 60;

    private final ParleyApi api;
    private final People people;
    /// As many groups as the user has.
    private final Map<ConversationId, String> groups = new ConcurrentHashMap<>();

    Titles(ParleyApi api, People people) {
        this.api = api;
        this.people = people;
    }

    void learn(ConversationSummary summary) {
        summary.peer().ifPresent(people::learn);
        if (summary.head().conversation() instanceof ConversationId.Group group) {
            groups.put(group, summary.title());
        }
    }

    void learn(ConversationEvent event) {
        if (event.content() instanceof Content.Membership membership) {
            groups.put(event.conversation(), membership.change().title());
        }
    }

    String of(ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Direct direct -> {
                UserId self = api.session().user();
                UserId other = direct.other(self);
                yield other.equals(self) ? "notes to self" : people.label(other);
            }
            case ConversationId.Group group -> PrintableText.shortLine(title(group), MAX_CHARS);
        };
    }

    private String title(ConversationId.Group group) {
        String known = groups.get(group);
        if (known != null) {
            return known;
        }
        try {
            String title = api.group(group).title();
            groups.put(group, title);
            return title;
        } catch (RefusedException | UnreachableException unknown) {
            return "group " + group;
        }
    }
}
