package dev.parley.testkit.engines;

import dev.parley.engines.RedisEngine;
import dev.parley.testkit.tls.TestAuthority;
import java.nio.file.Path;

/// A real Redis of its own that shows a certificate for `localhost`.
public final class TlsRedis implements AutoCloseable {
    private final int port = EngineTls.freePort();
    private final TestAuthority authority;
    private final TestAuthority stranger;
    private final RedisEngine redis;

    /// @param directory for its data and the certificates
    public TlsRedis(Path directory) {
        authority = TestAuthority.make(directory, "authority");
        stranger = TestAuthority.make(directory, "stranger");
        redis = new RedisEngine(
                EngineTls.redis(TestEngines.separate(directory), port, authority.sign("redis", "dns:localhost")));
        redis.start();
    }

    /// It speaks TLS there and nothing else.
    public int port() {
        return port;
    }

    /// For whoever sets it up.
    public int plainPort() {
        return redis.address().getPort();
    }

    /// That signed its certificate.
    public TestAuthority authority() {
        return authority;
    }

    /// That did not.
    public TestAuthority stranger() {
        return stranger;
    }

    @Override
    public void close() {
        redis.stop();
    }
}
