package dev.parley.api.conversation;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells a member how far each member has read. Who has turned read receipts off is not in it and sees only
/// themself. Markers are as old as entries of the list of conversations: some seconds at most.
final class ListMarkers {
    private final HeadStore heads;
    private final ParticipantStore participants;

    ListMarkers(HeadStore heads, ParticipantStore participants) {
        this.heads = heads;
        this.participants = participants;
    }

    /// @return [ErrorCode#NOT_A_MEMBER] for strangers and for those who left, [ErrorCode#UNKNOWN_CONVERSATION] if
    ///     there is no such group
    Answer<List<Marker>> list(UserId caller, ConversationId conversation) {
        List<UserId> members = members(conversation);
        if (members.isEmpty()) {
            return Answer.denied(ErrorCode.UNKNOWN_CONVERSATION);
        }
        if (!members.contains(caller)) {
            return Answer.denied(ErrorCode.NOT_A_MEMBER);
        }
        Set<UserId> off = participants.withoutReceipts(members);
        List<UserId> shown = members.stream()
                .filter(member -> member.equals(caller) || !off.contains(caller) && !off.contains(member))
                .toList();
        Map<UserId, Long> readSeqs = heads.readSeqs(conversation, shown);
        return Answer.given(shown.stream()
                .map(member -> new Marker(member, readSeqs.getOrDefault(member, 0L)))
                .toList());
    }

    private List<UserId> members(ConversationId conversation) {
        return switch (conversation) {
            case ConversationId.Direct direct ->
                direct.lower().equals(direct.higher())
                        ? List.of(direct.lower())
                        : List.of(direct.lower(), direct.higher());
            case ConversationId.Group group ->
                participants.membersOf(List.of(group)).getOrDefault(group, List.of()).stream()
                        .map(ParticipantStore.Participant::userId)
                        .toList();
        };
    }
}
