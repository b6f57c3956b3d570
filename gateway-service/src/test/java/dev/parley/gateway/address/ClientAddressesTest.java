package dev.parley.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    private static final ClientAddresses NOBODY_TRUSTED = new ClientAddresses(List.of());
    private static final ClientAddresses BEHIND_PROXIES =
            new ClientAddresses(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("192.168.1.1")));

    @Test
    void withoutTrustedProxiesThePeerIsTheClientWhateverItSays() {
        assertClient(NOBODY_TRUSTED, "203.0.113.9", "203.0.113.9", "1.2.3.4");
    }

    @Test
    void aTrustedProxyIsBelieved() {
        assertClient(BEHIND_PROXIES, "203.0.113.9", "10.0.0.7", "203.0.113.9");
    }

    @Test
    void whatTheClientItselfWroteIsNotBelieved() {
        assertClient(BEHIND_PROXIES, "203.0.113.9", "10.0.0.7", "10.9.9.9, 1.2.3.4, 203.0.113.9");
    }

    @Test
    void severalTrustedProxiesAreWalkedThrough() {
        assertClient(BEHIND_PROXIES, "203.0.113.9", "10.0.0.7", "203.0.113.9, 192.168.1.1", "10.0.0.8");
    }

    @Test
    void aTrustedProxyWithoutTheHeaderIsItselfTheClient() {
        assertClient(BEHIND_PROXIES, "10.0.0.7", "10.0.0.7");
    }

    @Test
    void nonsenseEndsTheWalk() {
        assertClient(BEHIND_PROXIES, "10.0.0.7", "10.0.0.7", "203.0.113.9, unknown");
        assertClient(BEHIND_PROXIES, "10.0.0.8", "10.0.0.7", "203.0.113.9, , 10.0.0.8");
    }

    @Test
    void anEndlessHeaderIsNotWalkedToItsEnd() {
        String many = "10.0.0.1, ".repeat(1_000) + "10.0.0.1";
        assertClient(BEHIND_PROXIES, "10.0.0.1", "10.0.0.7", many);
    }

    private static void assertClient(ClientAddresses addresses, String client, String peer, String... forwardedFor) {
        assertThat(addresses.of(InetAddress.ofLiteral(peer), List.of(forwardedFor)))
                .isEqualTo(InetAddress.ofLiteral(client));
    }
}
