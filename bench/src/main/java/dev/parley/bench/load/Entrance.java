package dev.parley.bench.load;

import java.net.InetSocketAddress;

/// Where a person goes in, and with which ticket. Asked anew for each connection.
public interface Entrance {
    /// @param ticket good for one connection
    record Way(InetSocketAddress address, String path, String ticket) {}

    Way of(Person person);
}
