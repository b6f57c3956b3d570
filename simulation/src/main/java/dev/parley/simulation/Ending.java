package dev.parley.simulation;

import dev.parley.client.conversation.SyncSettings;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.contracts.record.UnreadableRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Everything works from now on: a world comes to rest and is looked at, then again when all its processes were
/// replaced.
final class Ending {
    /// Past it a world that was healed counts as one that never comes to rest.
    private static final int MAX_ROUNDS = 20_000;

    private final World world;
    private final AtRest atRest;
    private int lasting;

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
        world.servers().mendAll();
        world.clocks().forEach(clock -> clock.skew(0));
        rest();
        world.pass(Server.ATTENTION.confirmWithin().toMillis());
        rest();
        world.pass(2 * world.proportions().flushInterval().toMillis());
        rest();
        checkRecords();
        checkDevices();
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
    }

    private void checkDevices() {
        for (Device device : world.devices()) {
            atRest.checkDevice(device, world.conversations());
        }
    }

    private void checkRecords() {
        world.conversations().forEach(conversation -> lasting += atRest.checkHistory(conversation));
        try {
            for (ConsumerRecord<byte[], byte[]> push : world.pushes().read(0, 0, Integer.MAX_VALUE)) {
                world.promises().pushed(PushRequests.decode(push.value()));
            }
            Map<UserId, List<InboxEntry>> entries = new HashMap<>();
            for (int partition = 0; partition < World.PARTITIONS; partition++) {
                for (ConsumerRecord<byte[], byte[]> record :
                        world.inbox().topic().read(partition, 0, Integer.MAX_VALUE)) {
                    entries.computeIfAbsent(InboxRecords.user(record.key()), user -> new ArrayList<>())
                            .add(InboxRecords.decode(record.value()));
                }
            }
            for (UserId user : world.users()) {
                for (ConversationId conversation : world.conversations()) {
                    atRest.checkInbox(user, conversation, entries.getOrDefault(user, List.of()));
                }
            }
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
                world.devices().stream()
                        .mapToLong(Device::dueAtMs)
                        .filter(due -> due != Long.MAX_VALUE)
                        .min()
                        .ifPresent(due -> world.pass(Math.max(0, due - world.nowMs())));
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
        for (Device device : world.devices()) {
            if (!device.isConnected()) {
                device.connect();
                moved = true;
            }
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
