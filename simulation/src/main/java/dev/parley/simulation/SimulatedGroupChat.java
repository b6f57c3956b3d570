package dev.parley.simulation;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.Stamp;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.LogRecords;
import java.util.ArrayList;
import java.util.List;

/// One group as the API service keeps it: every change gets a version and reaches the log through an outbox, in
/// order, at least once.
final class SimulatedGroupChat {
    private static final int API_WORKER = Snowflake.MAX_WORKER;
    private static final double TWICE = 0.2;

    private final World world;
    private final List<UserId> users;
    private final ConversationId id = new ConversationId.Group(77);
    private final List<UserId> members = new ArrayList<>();
    private final Stamps stamps;
    private long version;

    SimulatedGroupChat(World world, List<UserId> users) {
        this.world = world;
        this.users = List.copyOf(users);
        this.stamps = world.stamps(API_WORKER);
    }

    Stamps stamps() {
        return stamps;
    }

    ConversationId id() {
        return id;
    }

    /// It is made, or someone comes or goes. The first user stays.
    void change() {
        if (!(stamps.next() instanceof Stamp.Id stamp)) {
            return;
        }
        version++;
        UserId owner = users.getFirst();
        UserId subject = users.get(1 + world.fate().below(users.size() - 1));
        MembershipChange.Kind kind;
        if (members.isEmpty()) {
            members.add(owner);
            members.add(subject);
            kind = MembershipChange.Kind.CREATED;
        } else if (members.remove(subject)) {
            kind = MembershipChange.Kind.REMOVED;
        } else {
            members.add(subject);
            kind = MembershipChange.Kind.ADDED;
        }
        List<Member> all = members.stream()
                .map(user -> new Member(user, user.equals(owner) ? Role.OWNER : Role.MEMBER))
                .toList();
        LogEntry entry = new LogEntry.Membership(
                new MessageId(stamp.id()),
                owner,
                new MembershipChange(version, kind, List.of(subject), all, "Friends"));
        world.note(() -> "the group's version " + version + " has " + members);
        append(entry);
        if (world.fate().trouble(Harm.REPEATS, TWICE)) {
            append(entry);
        }
    }

    private void append(LogEntry entry) {
        Topic log = world.log().topic();
        log.append(Slots.of(id, log.partitions()), LogRecords.key(id), LogRecords.encode(entry));
    }
}
