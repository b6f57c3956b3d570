package dev.parley.contracts.directory;

import java.util.Optional;

/// Who claims a slot.
///
/// @param server id of the chat server
/// @param generation of the consumer group when it was assigned; the higher one wins
public record SlotOwner(String server, long generation) {
    public String text() {
        return generation + " " + server;
    }

    /// Empty for text that is none of ours.
    public static Optional<SlotOwner> parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1 || space == text.length() - 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SlotOwner(text.substring(space + 1), Long.parseLong(text.substring(0, space))));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
