package dev.parley.gateway.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the client's address behind proxies: the first one, from the gateway outwards, that is no trusted proxy.
/// What stands further out was written by the client itself, who may write anything.
public final class ClientAddresses {
    /// More hops than any path to a gateway has; what is further out is not looked at.
    private static final int MAX_HOPS = 16;

    private final List<AddressRange> trusted;

    /// @param trusted proxies that may be believed; none by default
    public ClientAddresses(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// @param peer at the other end of the connection
    /// @param forwardedFor the values of X-Forwarded-For in order, each perhaps several addresses separated by
    ///     commas
    public InetAddress of(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        List<String> hops = hops(forwardedFor);
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS) && isTrusted(client); i--) {
            Optional<InetAddress> next = literal(hops.get(i));
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    public boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> hops(List<String> forwardedFor) {
        List<String> hops = new ArrayList<>();
        for (String value : forwardedFor) {
            for (String hop : value.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops;
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
