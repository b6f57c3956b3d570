package dev.parley.api.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a request comes from, as it is counted: an IPv4 address, or the first 64 bits of an IPv6 address, since a
/// caller has all addresses below them.
public record CallerAddress(String key) {
    private static final int NETWORK_BYTES = 8;

    /// @param literal an address as a servlet container gives it; anything else is counted as it stands
    public static CallerAddress of(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return address instanceof Inet6Address
                    ? new CallerAddress(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)))
                    : new CallerAddress(address.getHostAddress());
        } catch (IllegalArgumentException notOne) {
            return new CallerAddress(literal);
        }
    }
}
