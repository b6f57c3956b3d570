package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One conversation in the list, as JSON.
///
/// @param kind `direct` or `group`
/// @param title of the group; of a direct conversation the other's display name
/// @param lastAt when the last event happened; absent while there is none
/// @param members of a group that the caller is in
/// @param peer the other side of a direct conversation
/// @param leftSeq the event by which the caller stopped being a member
/// @param mutedUntil until when no push comes for it: a time or `forever`; absent if it is not muted
record Listed(
        ConversationId conversationId,
        String kind,
        String title,
        long seq,
        long readSeq,
        long unread,
        @Nullable Instant lastAt,
        @Nullable List<ParticipantStore.Participant> members,
        ParticipantStore.@Nullable Peer peer,
        @Nullable Long leftSeq,
        @Nullable String mutedUntil) {}
