package dev.parley.chat.conversation;

import java.util.Comparator;

/// Where an entry stands in its log partition.
///
/// @param epoch which life of the topic the offset belongs to; a topic made anew has the next one
public record Position(int epoch, long offset) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::epoch).thenComparingLong(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /// The place before this one.
    public Position before() {
        return new Position(epoch, offset - 1);
    }

    /// The place after this one.
    public Position next() {
        return new Position(epoch, offset + 1);
    }

    /// Whether an entry here was decided before, given where the newest stored event stood. Only events change what
    /// a conversation decides,
    /// so an entry at or before the newest one met an older state: deciding it anew could end otherwise.
    boolean isDecidedAt(Position newestEvent) {
        return epoch == newestEvent.epoch && offset <= newestEvent.offset;
    }
}
