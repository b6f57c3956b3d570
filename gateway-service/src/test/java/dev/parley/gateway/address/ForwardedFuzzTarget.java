package dev.parley.gateway.address;

import dev.parley.fuzzkit.FuzzTarget;
import java.net.InetAddress;
import java.util.List;

/// `X-Forwarded-For`, which anyone may write, and address blocks as settings have them.
public final class ForwardedFuzzTarget implements FuzzTarget {
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.7");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");
    private static final ClientAddresses ADDRESSES = new ClientAddresses(List.of(AddressRange.parse("10.0.0.0/8")));

    @Override
    public String name() {
        return "forwarded-addresses";
    }

    @Override
    public String promise() {
        return "an address for any header, and nobody's own word for it from a stranger";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        List<String> lines = List.of(text.split("\n", -1));
        FuzzTarget.requireEqual(STRANGER, ADDRESSES.of(STRANGER, lines));
        InetAddress client = ADDRESSES.of(PROXY, lines);
        FuzzTarget.requireEqual(client, InetAddress.ofLiteral(client.getHostAddress()));
        block(text);
    }

    private static void block(String text) {
        AddressRange range;
        try {
            range = AddressRange.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        FuzzTarget.require(!range.contains(PROXY) || !range.contains(STRANGER) || text.contains("/"), "one address");
    }
}
