package dev.parley.chat.bus;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The bus within one process, and what was said on it.
public final class MemoryBus implements BusPublisher {
    private record Server(Set<Integer> owned, Consumer<BusMessage> receiver) {}

    private final int slots;
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final List<BusMessage> said = new CopyOnWriteArrayList<>();

    public MemoryBus(int slots) {
        this.slots = slots;
    }

    /// @param owned is looked at whenever something is said
    void join(Set<Integer> owned, Consumer<BusMessage> receiver) {
        servers.add(new Server(owned, receiver));
    }

    @Override
    public void publish(Collection<UserId> recipients, BusMessage.What what) {
        BusMessage.bySlot(recipients, what, slots)
                .forEach((slot, messages) -> messages.forEach(message -> {
                    said.add(message);
                    servers.stream()
                            .filter(server -> server.owned().contains(slot))
                            .forEach(server -> server.receiver().accept(message));
                }));
    }

    public List<BusMessage> said() {
        return List.copyOf(said);
    }
}
