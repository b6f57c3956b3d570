package dev.parley.chat.bus;

import dev.parley.contracts.bus.BusMessage;
import java.util.Set;
import java.util.function.Consumer;

class MemoryBusTest extends BusContract {
    private final MemoryBus bus = new MemoryBus(SLOTS);

    @Override
    void join(Set<Integer> owned, Consumer<BusMessage> receiver) {
        bus.join(owned, receiver);
    }

    @Override
    BusPublisher bus() {
        return bus;
    }
}
