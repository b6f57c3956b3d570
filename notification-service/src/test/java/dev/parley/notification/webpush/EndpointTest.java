package dev.parley.notification.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/abc:def",
                "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
                "https://web.push.apple.com:443/QGu",
                "https://WNS2-xy.notify.windows.com/w/?token=a%2fb"
            })
    void pushServicesAreTaken(String url) {
        assertThat(Endpoint.parse(url, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "https://fcm.googleapis.com:8443/x",
                "https://user@fcm.googleapis.com/x",
                "https://user:pass@fcm.googleapis.com/x",
                "https://fcm.googleapis.com/x#y",
                "https://localhost/x",
                "https://redis/x",
                "https://127.0.0.1/x",
                "https://127.1/x",
                "https://2130706433/x",
                "https://0x7f.0.0.1/x",
                "https://0177.0.0.1/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://169.254.169.254/latest/meta-data",
                "https://a.b./x",
                "https:///x",
                "https:x",
                "file:///etc/passwd",
                "ftp://a.example/x",
                "https://a.example/\u00e4",
                "https://a.example/ b",
                "https://a_b.example/x",
                "//a.example/x",
                ""
            })
    void whatLeadsElsewhereIsRefused(String url) {
        assertThat(Endpoint.parse(url, false)).isEmpty();
    }

    @Test
    void lengthIsBounded() {
        String longest = "https://a.example/" + "x".repeat(Endpoint.MAX_LENGTH - 18);
        assertThat(Endpoint.parse(longest, false)).isPresent();
        assertThat(Endpoint.parse(longest + "x", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "2001:0:1::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "100::1"
            })
    void addressesInsideAreNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.0.1", "172.32.0.1", "192.169.0.1", "2a00:1450::1", "2607:f8b0::1"})
    void addressesOfTheInternetArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    /// A name may have answered with a public address when it was registered.
    @Test
    void aNameThatLeadsInsideIsNeverConnectedTo() {
        for (List<String> answer :
                List.of(List.of("127.0.0.1"), List.of("8.8.8.8", "10.0.0.1"), List.of("::1"), List.<String>of())) {
            try (GuardedPosts posts = new GuardedPosts(named(answer), false, Duration.ofSeconds(5))) {
                assertThat(posts.post(
                                java.net.URI.create("https://push.example/x"),
                                new GuardedPosts.Headers("", 1, "high", "t"),
                                new byte[1]))
                        .as("%s", answer)
                        .isEqualTo(new GuardedPosts.Answer.None("no_host"));
            }
        }
    }

    private static DnsResolver named(List<String> answer) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] addresses = new InetAddress[answer.size()];
                for (int i = 0; i < addresses.length; i++) {
                    addresses[i] = InetAddress.getByName(answer.get(i));
                }
                return Arrays.copyOf(addresses, addresses.length);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
