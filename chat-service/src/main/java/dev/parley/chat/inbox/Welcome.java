package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds the answer to hello. Pure.
final class Welcome {
    private static final Comparator<Map.Entry<ConversationId, Head>> NEWEST_FIRST = Comparator.comparingLong(
                    (Map.Entry<ConversationId, Head> entry) ->
                            entry.getValue().changed().epoch())
            .thenComparingLong(entry -> entry.getValue().changed().offset())
            .reversed();

    private Welcome() {}

    /// @param heads all heads of the user as of `position`
    /// @param cursor how far the device has come; null or of another epoch: it gets all heads
    static ServerFrame.Welcome of(
            UserId user,
            DeviceId device,
            String server,
            Map<ConversationId, Head> heads,
            Position position,
            @Nullable Cursor cursor) {
        boolean all = cursor == null || cursor.epoch() != position.epoch();
        List<ServerFrame.Head> changed = heads.entrySet().stream()
                .filter(entry -> all || isAfter(entry.getValue().changed(), cursor))
                .sorted(NEWEST_FIRST)
                .limit(ServerFrame.MAX_WELCOME_HEADS + 1L)
                .map(entry -> head(entry.getKey(), entry.getValue()))
                .toList();
        boolean more = changed.size() > ServerFrame.MAX_WELCOME_HEADS;
        return new ServerFrame.Welcome(
                user,
                device,
                server,
                new Cursor(position.epoch(), position.offset()),
                more ? changed.subList(0, ServerFrame.MAX_WELCOME_HEADS) : changed,
                more);
    }

    private static boolean isAfter(Position changed, @Nullable Cursor cursor) {
        return cursor == null || changed.epoch() != cursor.epoch() || changed.offset() > cursor.offset();
    }

    private static ServerFrame.Head head(ConversationId conversation, Head head) {
        return new ServerFrame.Head(
                conversation, head.seq(), head.readSeq(), head.unread(), head.leftSeq(), head.mute());
    }
}
