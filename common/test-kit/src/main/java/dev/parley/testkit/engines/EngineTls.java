package dev.parley.testkit.engines;

import dev.parley.engines.EnginePorts;
import dev.parley.engines.EnginesSettings;
import dev.parley.testkit.tls.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How each engine is told to speak TLS. Redis, Kafka and Cassandra do it on a port beside their usual one, which
/// speaks nothing else; PostgreSQL has one for both, and `pg_hba.conf` to tell who may come how.
///
/// In production there is the TLS port alone. Here the other one stays for whoever asks an engine whether it runs.
public final class EngineTls {
    private EngineTls() {}

    /// One that nobody listens on at this moment.
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /// Clients need no certificate. Redis asks for one where it is not told otherwise.
    public static EnginesSettings redis(EnginesSettings settings, int port, TestIdentity shown) {
        return settings.withConfiguration(
                "redis",
                List.of(
                        "tls-port " + port,
                        "tls-cert-file \"" + shown.certificate() + "\"",
                        "tls-key-file \"" + shown.key() + "\"",
                        "tls-auth-clients no"));
    }

    /// Clients need no certificate. `native_transport_port_ssl` is on its way out in Cassandra; without it the one
    /// port would need to be asked in TLS whether it answers.
    public static EnginesSettings cassandra(EnginesSettings settings, int port, TestIdentity shown) {
        return settings.withConfiguration(
                "cassandra",
                List.of(
                        "native_transport_port_ssl: " + port,
                        "client_encryption_options:",
                        "  enabled: true",
                        "  optional: false",
                        "  require_client_auth: false",
                        "  ssl_context_factory:",
                        "    class_name: org.apache.cassandra.security.PEMBasedSslContextFactory",
                        "  keystore: " + shown.together()));
    }

    /// Two ports, for clients without certificates and for those that have one.
    ///
    /// @param mutual refuses whoever has no certificate of the authority
    public static EnginesSettings kafka(
            EnginesSettings settings, int port, int mutual, TestIdentity shown, Path authority) {
        EnginePorts ports = settings.ports();
        return settings.withConfiguration(
                "kafka",
                List.of(
                        "listeners=PLAINTEXT://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:"
                                + ports.kafkaController() + ",SSL://127.0.0.1:" + port + ",MUTUAL://127.0.0.1:"
                                + mutual,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + ports.kafka() + ",SSL://localhost:" + port
                                + ",MUTUAL://localhost:" + mutual,
                        "listener.security.protocol.map="
                                + "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,MUTUAL:SSL",
                        "ssl.keystore.type=PEM",
                        "ssl.keystore.location=" + shown.together(),
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=" + authority,
                        "listener.name.mutual.ssl.client.auth=required"));
    }

    /// @param access lines of `pg_hba.conf`; whoever asks whether the server runs needs one for the user `parley`
    /// without TLS
    public static EnginesSettings postgres(
            EnginesSettings settings, TestIdentity shown, Path authority, List<String> access) {
        try {
            Path file = Files.write(shown.certificate().resolveSibling("pg_hba.conf"), access);
            return settings.withConfiguration(
                    "postgres",
                    List.of(
                            "ssl=on",
                            "ssl_cert_file=" + shown.certificate(),
                            "ssl_key_file=" + shown.key(),
                            "ssl_ca_file=" + authority,
                            "hba_file=" + file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
