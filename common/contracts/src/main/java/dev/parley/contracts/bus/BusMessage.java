package dev.parley.contracts.bus;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Something for people who are looking right now. It travels over the bus, which keeps nothing: it comes at most
/// once, in no order, and may not come at all.
///
/// @param recipients users of one slot, each once; 1 to [#MAX_RECIPIENTS]
public record BusMessage(List<UserId> recipients, What what) {
    /// More are told by several messages.
    public static final int MAX_RECIPIENTS = 1_000;

    /// More changes of presence are told by several messages.
    public static final int MAX_CHANGES = 1_000;

    public BusMessage {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
            throw new IllegalArgumentException("a bus message is for 1 to " + MAX_RECIPIENTS + " users");
        }
    }

    public sealed interface What {}

    /// Who came and who went. Only for connections of the recipients that watch them.
    public record Presence(List<Change> changes) implements What {
        public Presence {
            changes = List.copyOf(changes);
            if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
                throw new IllegalArgumentException("1 to " + MAX_CHANGES + " changes of presence");
            }
        }
    }

    /// @param lastSeen of one who is away, if the recipients may know; to the millisecond
    public record Change(
            UserId user, boolean online, @Nullable Instant lastSeen) {}

    /// The user is writing in the conversation.
    public record Typing(ConversationId conversation, UserId user) implements What {}

    /// How far another member has come.
    ///
    /// @param readSeq 0 where it says nothing about reading
    /// @param deliveredSeq 0 where it says nothing about delivery
    public record Receipt(ConversationId conversation, UserId user, long readSeq, long deliveredSeq) implements What {
        public Receipt {
            if (readSeq < 0 || deliveredSeq < 0 || readSeq + deliveredSeq == 0) {
                throw new IllegalArgumentException("a receipt says how far");
            }
        }
    }

    /// The messages by which these users are told.
    ///
    /// @param slots in the region
    /// @return by slot; nothing for nobody
    public static Map<Integer, List<BusMessage>> bySlot(Collection<UserId> recipients, What what, int slots) {
        Map<Integer, List<UserId>> users = new TreeMap<>();
        for (UserId user : new LinkedHashSet<>(recipients)) {
            users.computeIfAbsent(Slots.of(user, slots), slot -> new ArrayList<>())
                    .add(user);
        }
        Map<Integer, List<BusMessage>> messages = new TreeMap<>();
        users.forEach((slot, those) -> messages.put(slot, parts(those, what)));
        return messages;
    }

    private static List<BusMessage> parts(List<UserId> users, What what) {
        List<BusMessage> parts = new ArrayList<>();
        for (int start = 0; start < users.size(); start += MAX_RECIPIENTS) {
            parts.add(new BusMessage(users.subList(start, Math.min(start + MAX_RECIPIENTS, users.size())), what));
        }
        return parts;
    }
}
