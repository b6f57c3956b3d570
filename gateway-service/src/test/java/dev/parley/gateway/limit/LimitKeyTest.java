package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class LimitKeyTest {
    @Test
    void eachIpv4AddressCountsForItself() {
        assertThat(key("203.0.113.9")).isNotEqualTo(key("203.0.113.10"));
    }

    @Test
    void oneIpv6SubscriberCountsOnceForAllItsAddresses() {
        assertThat(key("2001:db8:1:2::1")).isEqualTo(key("2001:db8:1:2:ffff::9"));
        assertThat(key("2001:db8:1:2::1")).isNotEqualTo(key("2001:db8:1:3::1"));
    }

    private static String key(String address) {
        return LimitKey.of(InetAddress.ofLiteral(address));
    }
}
