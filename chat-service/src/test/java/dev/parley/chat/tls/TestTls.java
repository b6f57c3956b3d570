package dev.parley.chat.tls;

import dev.parley.testkit.tls.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/// TLS as the settings would have it, and a renewal that need not be waited for.
public final class TestTls {
    private TestTls() {}

    public static NettyTls of(TestIdentity identity) {
        return NettyTls.of(
                new TlsSettings(identity.certificate(), identity.key()),
                new TlsMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    public static void look(NettyTls tls) {
        tls.look();
    }
}
