package dev.parley.chat.signal;

import dev.parley.chat.bus.BusPublisher;
import dev.parley.chat.conversation.Members;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the other members that somebody is writing. Members only, and in a direct conversation not over a block; who
/// may not, or says it too often, is told nothing. Not to the user's own devices.
public final class PassTyping {
    private final TypingRates rates;
    private final FindMembers findMembers;
    private final BusPublisher bus;
    private final SignalMetrics metrics;

    PassTyping(TypingRates rates, FindMembers findMembers, BusPublisher bus, SignalMetrics metrics) {
        this.rates = rates;
        this.findMembers = findMembers;
        this.bus = bus;
        this.metrics = metrics;
    }

    /// Never blocks and never throws for trouble of others. Any thread.
    public void pass(UserId user, ConversationId conversation) {
        if (conversation instanceof ConversationId.Direct direct && !direct.has(user)) {
            metrics.typingNotAllowed();
        } else if (!rates.take(user, conversation)) {
            metrics.typingTooOften();
        } else {
            findMembers
                    .of(conversation)
                    .whenComplete((members, failure) -> tell(user, conversation, failure == null ? members : null));
        }
    }

    /// @param members null if nobody can tell
    private void tell(UserId user, ConversationId conversation, @Nullable Members members) {
        if (members == null) {
            metrics.typingUnavailable();
        } else if (members.blocked() || !members.users().contains(user)) {
            metrics.typingNotAllowed();
        } else {
            List<UserId> others =
                    members.users().stream().filter(it -> !it.equals(user)).toList();
            bus.publish(others, new BusMessage.Typing(conversation, user));
            metrics.typingPassed();
        }
    }
}
