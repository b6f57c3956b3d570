package dev.parley.presence.bus;

import dev.parley.contracts.bus.BusMessage;

/// Brings messages to the chat servers of their recipients, or does not: nobody is told if one is lost.
public interface BusPublisher {
    /// Never blocks for long, never fails.
    void publish(int slot, BusMessage message);
}
