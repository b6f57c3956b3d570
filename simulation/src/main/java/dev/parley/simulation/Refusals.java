package dev.parley.simulation;

import dev.parley.client.conversation.Outcome;
import dev.parley.client.conversation.PendingSend;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Which sends were refused, and whether the conversations' logs say why: decided anew, by the plainest rule, from the
/// logs alone.
final class Refusals {
    private record Name(ConversationId conversation, UserId author, String clientMessageId) {}

    private record Pair(ConversationId conversation, UserId blocker) {}

    private final Map<Name, String> refused = new LinkedHashMap<>();
    private final Map<Pair, BlockChange> blocks = new HashMap<>();
    private final Set<Name> blocked = new HashSet<>();

    /// A refusal has a reason: the members of a direct conversation are in its name.
    void heard(UserId user, PendingSend send, Outcome.Refused why) {
        boolean member = send.conversation() instanceof ConversationId.Direct direct && direct.has(user);
        if (member && !why.code().equals(ErrorCode.BLOCKED.wireName())) {
            throw new BrokenPromiseException(send + " is refused: " + why);
        }
        if (member) {
            refused.put(new Name(send.conversation(), user, send.clientMessageId()), why.code());
        }
    }

    /// Takes one entry of a conversation's log, all of them in their order.
    void saw(ConversationId conversation, LogEntry entry) {
        switch (entry) {
            case LogEntry.Block block ->
                blocks.merge(
                        new Pair(conversation, block.author()),
                        block.change(),
                        (before, now) -> now.version() > before.version() ? now : before);
            case LogEntry.Send send -> {
                boolean now = blocks.entrySet().stream()
                        .anyMatch(it -> it.getKey().conversation().equals(conversation)
                                && it.getValue().blocked());
                if (now) {
                    blocked.add(new Name(conversation, send.author(), send.clientMessageId()));
                }
            }
            case LogEntry.Membership membership -> {}
            case LogEntry.SessionEnd end -> {}
        }
    }

    /// Everyone whom a block kept from writing met one where the send stood.
    void check() {
        refused.forEach((send, code) -> {
            if (!blocked.contains(send)) {
                throw new BrokenPromiseException(send + " is refused: " + code + ", and nobody blocked anyone there");
            }
        });
    }
}
