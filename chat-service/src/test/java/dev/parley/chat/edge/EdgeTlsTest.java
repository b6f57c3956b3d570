package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.tls.NettyTls;
import dev.parley.chat.tls.TestTls;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustSettings;
import dev.parley.testkit.tls.TestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTlsTest {
    @TempDir
    private static Path directory;

    private static TestIdentity identity;
    private static TestIdentity renewed;
    private static NettyTls tls;
    private static TestEdge edge;

    @BeforeAll
    static void start() {
        identity = TestIdentity.make(directory, "identity", "ip:127.0.0.1");
        renewed = TestIdentity.make(directory, "renewed", "ip:127.0.0.1");
        tls = TestTls.of(TestIdentity.make(directory, "shown", "ip:127.0.0.1"));
        edge = new TestEdge(tls);
        show(identity);
    }

    @AfterAll
    static void stop() {
        edge.close();
        tls.close();
    }

    private static void show(TestIdentity next) {
        new TestIdentity(directory.resolve("shown.pem"), directory.resolve("shown.key")).replaceBy(next);
        TestTls.look(tls);
    }

    private static SSLContext trusting(TestIdentity authority) {
        return Trust.of(new TrustSettings(authority.certificate())).context().orElseThrow();
    }

    private static TestClient connect(SSLContext trust, String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trust)
                .sslParameters(parameters)
                .build();
        TestClient client = new TestClient(
                edge.url("/ws/" + TestEdge.SERVER), http.newWebSocketBuilder().subprotocols("parley.v1.json"));
        client.send(TestEdge.hello(edge.ticket(), TestEdge.PHONE));
        client.expect("welcome");
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientsTalkOverTls(String version) {
        show(identity);
        try (TestClient client = connect(trusting(identity), version)) {
            client.expectAlive();
        }
    }

    @Test
    void aRenewedCertificateIsShownToNewConnectionsAndNoneIsDropped() {
        show(identity);
        try (TestClient before = connect(trusting(identity), "TLSv1.3")) {
            show(renewed);
            try (TestClient after = connect(trusting(renewed), "TLSv1.3")) {
                after.expectAlive();
                before.expectAlive();
            }
            assertThatThrownBy(() -> connect(trusting(identity), "TLSv1.3")).hasMessageContaining("PKIX");
            before.expectAlive();
        }
    }

    @Test
    void itsOwnCanariesKnowItByAnyAddress() {
        show(renewed);
        try (TestClient client = connect(tls.trustInSelf().orElseThrow(), "TLSv1.3")) {
            client.expectAlive();
        }
        show(identity);
        try (TestClient client = connect(tls.trustInSelf().orElseThrow(), "TLSv1.3")) {
            client.expectAlive();
        }
    }

    @Test
    void plainSpeechGetsNoAnswerThatOneCouldUse() throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            plain.getOutputStream().write("GET /ws/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain("HTTP/1.1");
        }
        assertThat(edge.faults()).isZero();
    }

    @Test
    void whatIsNoTlsAnyMoreEndsTheConnectionAndIsNoFault() throws IOException {
        show(identity);
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), edge.port());
                SSLSocket secure = (SSLSocket)
                        trusting(identity).getSocketFactory().createSocket(raw, "127.0.0.1", edge.port(), false)) {
            secure.getOutputStream()
                    .write(("GET /ws/x HTTP/1.1\r\n"
                                    + "Host: x\r\n"
                                    + "Connection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(secure.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
            raw.getOutputStream().write("no TLS at all".getBytes(StandardCharsets.US_ASCII));
            raw.setSoTimeout(5_000);
            assertThat(raw.getInputStream().readAllBytes()).hasSizeLessThan(4_096);
        }
        assertThat(edge.faults()).isZero();
    }
}
