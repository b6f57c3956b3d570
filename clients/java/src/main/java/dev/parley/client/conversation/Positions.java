package dev.parley.client.conversation;

import dev.parley.client.event.Head;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device remembers of its conversations between runs. One value: the cursor is only right together with
/// these heads.
///
/// @param cursor null for a device that has read nothing yet
public record Positions(@Nullable Cursor cursor, List<Position> conversations) {
    public static final Positions NONE = new Positions(null, List.of());

    public Positions {
        conversations = List.copyOf(conversations);
    }

    /// @param handed last seq handed over, −1 if none ever
    /// @param wantsRead seq of a read mark the server has not confirmed, 0 if there is none
    /// @param wantsMute a mute the server has not confirmed, null if there is none
    public record Position(
            Head head,
            long handed,
            long wantsRead,
            @Nullable Mute wantsMute) {}
}
