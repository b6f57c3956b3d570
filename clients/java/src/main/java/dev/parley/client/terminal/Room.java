package dev.parley.client.terminal;

import dev.parley.client.ParleyClient;
import dev.parley.client.account.HistoryPage;
import dev.parley.client.account.HistoryRange;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import java.util.List;

/// The conversation on the screen: which part of it was shown.
final class Room {
    private final ParleyClient client;
    private final ConversationId conversation;
    private final String title;
    /// The oldest seq on the screen. Used by the typing thread only.
    private long oldestShown;

    private Room(ParleyClient client, ConversationId conversation, String title, long oldestShown) {
        this.client = client;
        this.conversation = conversation;
        this.title = title;
        this.oldestShown = oldestShown;
    }

    ConversationId conversation() {
        return conversation;
    }

    String title() {
        return title;
    }

    /// What is shown first, and the room that follows it.
    record Entered(Room room, HistoryPage newest) {}

    /// Asks for the newest events. The room is followed by [#follow], once they are on the screen.
    static Entered enter(ParleyClient client, ConversationId conversation, String title, int limit) {
        HistoryPage newest = client.history(conversation, HistoryRange.newest(limit));
        long oldest = newest.events().isEmpty() ? 1 : newest.events().getFirst().seq();
        return new Entered(new Room(client, conversation, title, oldest), newest);
    }

    /// From now on its events are handed over: those behind `shown`, nothing twice.
    void follow(HistoryPage shown) {
        long last = shown.events().isEmpty() ? 0 : shown.events().getLast().seq();
        client.open(conversation, last);
        if (last > 0) {
            client.read(conversation, last);
        }
    }

    void leave() {
        client.stopFollowing(conversation);
    }

    /// The events before the oldest on the screen, which are on it from now on.
    List<ConversationEvent> older(int limit) {
        if (oldestShown <= 1) {
            return List.of();
        }
        List<ConversationEvent> older = client.history(conversation, HistoryRange.before(oldestShown, limit))
                .events();
        if (!older.isEmpty()) {
            oldestShown = older.getFirst().seq();
        }
        return older;
    }
}
