package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import java.util.Comparator;
import java.util.Optional;

/// Where a conversation stands in the list: by the moment its entry last changed, then by its id so that no two are
/// equal. Later sorts after earlier.
///
/// @param epoch which life of the inbox topic `offset` belongs to
/// @param offset of the inbox record that changed the entry
public record Place(int epoch, long offset, ConversationId conversation) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::epoch)
            .thenComparingLong(Place::offset)
            .thenComparing(place -> place.conversation().value());

    /// Before everything the inbox knows; the newest group first.
    static Place unheardOf(ConversationId.Group group) {
        return new Place(Integer.MAX_VALUE, group.id(), group);
    }

    /// Opaque to clients.
    String text() {
        return epoch + "." + offset + "." + conversation.value();
    }

    /// Empty for what [#text] never gives.
    static Optional<Place> parse(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), ConversationId.parse(parts[2])));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
