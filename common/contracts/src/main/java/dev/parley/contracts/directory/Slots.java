package dev.parley.contracts.directory;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// Which partition a key belongs to. Fixed forever for a given number of partitions: producers, owners and
/// discovery must agree.
public final class Slots {
    private Slots() {}

    /// The inbox partition of a user.
    public static int of(UserId user, int slots) {
        return Math.floorMod(mix(user.value()), slots);
    }

    /// The conversation-log partition of a conversation.
    public static int of(ConversationId conversation, int partitions) {
        long hash = switch (conversation) {
            case ConversationId.Direct direct ->
                mix(direct.lower().value()) * 31 + mix(direct.higher().value());
            case ConversationId.Group group -> mix(group.id());
        };
        return Math.floorMod(mix(hash), partitions);
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the
    /// output.
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
