package dev.parley.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Under which name an address's requests are counted.
final class LimitKey {
    /// What a provider gives to one subscriber (RFC 6177): whoever has it can take any address in it.
    private static final int IPV6_SUBSCRIBER_BYTES = 8;

    private LimitKey() {}

    static String of(InetAddress client) {
        byte[] address = client.getAddress();
        return HexFormat.of()
                .formatHex(client instanceof Inet6Address ? Arrays.copyOf(address, IPV6_SUBSCRIBER_BYTES) : address);
    }
}
