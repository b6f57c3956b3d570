package dev.parley.simulation;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Stamp;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.LogRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who blocks whom, as the API service keeps it: every change gets a version of its pair and reaches the log of their
/// direct conversation through an outbox, in order, at least once.
final class SimulatedBlocks {
    private static final double AGAIN = 0.3;
    /// So many come once more if the outbox is sent again.
    private static final int AT_ONCE = 2;

    private record Pair(ConversationId.Direct conversation, UserId blocker) {}

    private final World world;
    private final Stamps stamps;
    private final List<ConversationId.Direct> conversations;
    private final Map<Pair, BlockChange> blocks = new HashMap<>();
    private final Map<ConversationId, List<LogEntry>> sent = new HashMap<>();

    /// @param stamps of the API service
    /// @param conversations only those of two people count
    SimulatedBlocks(World world, Stamps stamps, List<ConversationId> conversations) {
        this.world = world;
        this.stamps = stamps;
        this.conversations = conversations.stream()
                .filter(ConversationId.Direct.class::isInstance)
                .map(ConversationId.Direct.class::cast)
                .filter(it -> !it.lower().equals(it.higher()))
                .toList();
    }

    /// One blocks the other, or does no longer.
    void change() {
        if (conversations.isEmpty() || !(stamps.next() instanceof Stamp.Id stamp)) {
            return;
        }
        ConversationId.Direct conversation = world.fate().pick(conversations);
        UserId blocker = world.fate().chance(0.5) ? conversation.lower() : conversation.higher();
        BlockChange change = blocks.compute(
                new Pair(conversation, blocker),
                (pair, before) -> before == null
                        ? new BlockChange(true, 1)
                        : new BlockChange(!before.blocked(), before.version() + 1));
        world.note(() -> blocker + " in " + conversation + ": " + change);
        LogEntry entry = new LogEntry.Block(new MessageId(stamp.id()), blocker, change);
        append(conversation, entry);
        List<LogEntry> before = sent.computeIfAbsent(conversation, none -> new ArrayList<>());
        before.add(entry);
        if (world.fate().trouble(Harm.REPEATS, AGAIN)) {
            before.subList(Math.max(0, before.size() - AT_ONCE), before.size())
                    .forEach(again -> append(conversation, again));
        }
    }

    private void append(ConversationId conversation, LogEntry entry) {
        Topic log = world.log().topic();
        log.append(Slots.of(conversation, log.partitions()), LogRecords.key(conversation), LogRecords.encode(entry));
    }
}
