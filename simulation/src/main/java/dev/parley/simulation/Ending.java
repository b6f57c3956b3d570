package dev.parley.simulation;

import dev.parley.chat.presence.SlotPresence;
import dev.parley.client.conversation.SyncSettings;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.contracts.record.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Everything works from now on: a world comes to rest and is looked at, then again when all its processes were
/// replaced.
final class Ending {
    /// Past it a world that was healed counts as one that never comes to rest.
    private static final int MAX_ROUNDS = 20_000;

    /// A client that has heard nothing for longer gives its connection up.
    private static final Duration BEFORE_SILENCE = Duration.ofSeconds(9);

    /// Two renewals of a lease, and a turn.
    private static final Duration BEFORE_SEEN = Duration.ofSeconds(11);

    /// Silence, a sweep, and a turn.
    private static final Duration BEFORE_GONE = SlotPresence.SILENCE.plusSeconds(2);

    /// An announcement, and the slots one after the other with their clients.
    private static final Duration BEFORE_DRAINED = Duration.ofSeconds(8);

    private final World world;
    private final AtRest atRest;
    private int lasting;
    private long pushesHeard;

    Ending(World world) {
        this.world = world;
        this.atRest = new AtRest(world.events(), world.promises());
    }

    /// Events in the end.
    int lasting() {
        return lasting;
    }

    void comeToRest() {
        world.note(() -> "everything works from now on");
        world.fate().calm();
        world.signposts().mend();
        world.servers().mendAll();
        world.clocks().forEach(clock -> clock.skew(0));
        rest();
        world.pass(world.proportions().attention().confirmWithin().toMillis());
        rest();
        world.pass(2 * world.proportions().flushInterval().toMillis());
        rest();
        checkRecords();
        checkPhones(true);
        checkDevices();
        world.pass(world.proportions().attention().confirmWithin().toMillis());
        rest();
        checkPhones(false);
        checkHere();
        drainOne();
        world.signposts().flush();
        beHere();
        world.note(() -> "all servers are replaced");
        world.servers().replaceAll();
        List<Device> old = List.copyOf(world.devices());
        List<Device> fresh = world.users().stream()
                .map(user -> world.buy(user, SyncSettings.DEFAULTS))
                .toList();
        rest();
        for (Device device : fresh) {
            world.conversations().forEach(device::pull);
        }
        rest();
        checkDevices();
        for (Device device : old) {
            fresh.stream()
                    .filter(other -> other.user().equals(device.user()))
                    .forEach(other -> AtRest.checkEqual(device, other));
        }
        comeBackWithoutDiscovery();
        beHere();
        leave();
    }

    /// A server is drained and taken back: meanwhile it has nothing, and then its part again.
    private void drainOne() {
        Optional<Server> one = world.servers().any();
        one.ifPresent(world.signposts()::drain);
        pass(BEFORE_DRAINED, this::rest);
        world.inbox().checkDivided(one);
        world.signposts().takeBackDrains();
        pass(BEFORE_DRAINED, this::rest);
        world.inbox().checkDivided(Optional.empty());
        world.log().round();
        rest();
        world.log().checkDivided(Optional.empty());
        checkDevices();
    }

    /// Everyone is connected for longer than a ticket for coming back lives, then loses the connection while no
    /// discovery service answers.
    private void comeBackWithoutDiscovery() {
        for (Duration passed = Duration.ZERO;
                passed.compareTo(Signposts.RETURN_LIFE) < 0;
                passed = passed.plus(BEFORE_SILENCE)) {
            world.pass(BEFORE_SILENCE.toMillis());
            rest();
        }
        world.signposts().fallSilent();
        int before = world.signposts().returns();
        world.devices().forEach(Device::cut);
        rest();
        int came = world.signposts().returns() - before;
        if (came < world.devices().size()) {
            throw new BrokenPromiseException(
                    came + " of " + world.devices().size() + " devices came back without discovery");
        }
        world.devices().forEach(device -> device.send(world.conversations().getLast(), "back"));
        rest();
        checkDevices();
    }

    private void beHere() {
        pass(BEFORE_SEEN, this::rest);
        checkHere();
    }

    private void checkHere() {
        for (UserId user : world.users()) {
            if (!world.isHere(user)) {
                throw new BrokenPromiseException(user + " is here and nobody can see it");
            }
        }
    }

    private void leave() {
        world.devices().forEach(Device::leave);
        pass(BEFORE_GONE, world.servers()::runAll);
        for (UserId user : world.users()) {
            if (world.isHere(user)) {
                throw new BrokenPromiseException(user + " has gone and is said to be here");
            }
        }
    }

    private void pass(Duration time, Runnable eachSecond) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(1)) {
            world.pass(Duration.ofSeconds(1).toMillis());
            eachSecond.run();
        }
    }

    private void checkDevices() {
        world.servers().checkAtRest();
        for (Device device : world.devices()) {
            atRest.checkDevice(device, world.conversations());
        }
    }

    private void checkRecords() {
        hearPushes();
        world.conversations().forEach(conversation -> lasting += atRest.checkHistory(conversation));
        Map<UserId, List<Phones.Placed>> inboxes = inboxes();
        for (UserId user : world.users()) {
            List<InboxEntry> entries = inboxes.getOrDefault(user, List.of()).stream()
                    .map(Phones.Placed::entry)
                    .toList();
            for (ConversationId conversation : world.conversations()) {
                atRest.checkInbox(user, conversation, entries);
            }
        }
        checkRefusals();
    }

    private void checkPhones(boolean sockets) {
        hearPushes();
        boolean unhurt = world.servers().kills() == 0 && world.inbox().losses() == 0;
        Map<UserId, List<Phones.Placed>> inboxes = inboxes();
        for (UserId user : world.users()) {
            for (ConversationId conversation : world.conversations()) {
                world.promises()
                        .phones()
                        .check(user, conversation, inboxes.getOrDefault(user, List.of()), sockets, unhurt);
            }
        }
    }

    private void checkRefusals() {
        Refusals refusals = world.promises().refusals();
        everything(
                world.log().topic(),
                record -> refusals.saw(LogRecords.conversation(record.key()), LogRecords.decode(record.value())));
        refusals.check();
    }

    /// Those that were not there when this was called before.
    private void hearPushes() {
        List<ConsumerRecord<byte[], byte[]>> pushes = world.pushes().read(0, pushesHeard, Integer.MAX_VALUE);
        pushesHeard += pushes.size();
        pushes.forEach(push -> read(push, it -> world.promises().phones().asked(PushRequests.decode(it.value()))));
    }

    /// What was ever put into each user's inbox, in order.
    private Map<UserId, List<Phones.Placed>> inboxes() {
        Map<UserId, List<Phones.Placed>> inboxes = new HashMap<>();
        everything(
                world.inbox().topic(),
                record -> inboxes.computeIfAbsent(InboxRecords.user(record.key()), user -> new ArrayList<>())
                        .add(new Phones.Placed(record.offset(), InboxRecords.decode(record.value()))));
        return inboxes;
    }

    private interface Reader {
        void read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;
    }

    private static void everything(Topic topic, Reader reader) {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            topic.read(partition, 0, Integer.MAX_VALUE).forEach(record -> read(record, reader));
        }
    }

    private static void read(ConsumerRecord<byte[], byte[]> record, Reader reader) {
        try {
            reader.read(record);
        } catch (UnreadableRecordException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }

    private void rest() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            world.pass(10);
            boolean moved = round();
            world.promises().checkNow();
            if (!moved && isAtRest()) {
                return;
            }
            if (!moved) {
                // Servers announce themselves whenever time passes; nobody waits for it.
                long due = world.devices().stream()
                        .mapToLong(Device::dueAtMs)
                        .min()
                        .orElse(Long.MAX_VALUE);
                world.pass(Math.max(0, (due == Long.MAX_VALUE ? world.servers().dueAtMs() : due) - world.nowMs()));
            }
        }
        throw new BrokenPromiseException("the healed world never comes to rest: "
                + world.devices().stream()
                        .filter(device -> !device.isAtRest())
                        .map(Device::describe)
                        .toList()
                + (world.log().isAtRest() ? "" : ", the log") + (world.inbox().isAtRest() ? "" : ", the inbox"));
    }

    private boolean round() {
        boolean moved = world.servers().runAll();
        world.signposts().refreshAll();
        for (Device device : world.devices()) {
            moved |= device.connect();
            moved |= device.live();
        }
        return moved;
    }

    private boolean isAtRest() {
        return world.log().isAtRest()
                && world.inbox().isAtRest()
                && world.devices().stream().allMatch(Device::isAtRest);
    }
}
