package dev.parley.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustSettings;
import dev.parley.testkit.tls.TestIdentity;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class CheckServerTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static TestIdentity identity;
    private static TestIdentity stranger;
    private static DisposableServer server;

    @BeforeAll
    static void serve() throws Exception {
        identity = TestIdentity.make(directory, "identity", "dns:chat-service");
        stranger = TestIdentity.make(directory, "stranger", "dns:chat-service");
        SslContext tls = SslContextBuilder.forServer(
                        identity.certificate().toFile(), identity.key().toFile())
                .build();
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .secure(it -> it.sslContext(tls))
                .handle((request, response) -> response.sendString(Mono.just("in")))
                .bindNow();
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
    }

    private static String ask(TestIdentity trusted, String name) {
        CheckServer check = new CheckServer(Trust.of(new TrustSettings(trusted.certificate())), name);
        return String.valueOf(HttpClient.create()
                .secure(check::configure)
                .get()
                .uri("https://127.0.0.1:" + server.port() + "/")
                .responseContent()
                .aggregate()
                .asString()
                .block(BOUND));
    }

    @Test
    void theNameThatIsAskedForIsTheCertificates() {
        assertThat(ask(identity, "chat-service")).isEqualTo("in");
    }

    @Test
    void anotherNameAnAddressThatItIsNotForAndAnotherAuthorityAreRefused() {
        assertThatThrownBy(() -> ask(identity, "api-service")).hasMessageContaining("SSLHandshakeException");
        assertThatThrownBy(() -> ask(identity, "")).hasMessageContaining("SSLHandshakeException");
        assertThatThrownBy(() -> ask(stranger, "chat-service")).hasMessageContaining("SSLHandshakeException");
    }
}
