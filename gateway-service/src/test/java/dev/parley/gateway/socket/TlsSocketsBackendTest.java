package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.frame.Frames;
import dev.parley.gateway.RunningGateway;
import dev.parley.testkit.tls.TestIdentity;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat servers that speak TLS, at addresses that their certificates do not name.
class TlsSocketsBackendTest {
    private static final List<ScriptedChatServer> SERVERS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static RunningGateway gateway;

    @BeforeAll
    static void launch() throws Exception {
        TestIdentity chat = TestIdentity.make(directory, "chat", "dns:chat-service");
        TestIdentity stranger = TestIdentity.make(directory, "stranger", "dns:chat-service");
        TestIdentity nameless = TestIdentity.make(directory, "nameless", "dns:other-service");
        Path trusted = Files.writeString(
                directory.resolve("authorities.pem"),
                Files.readString(chat.certificate()) + Files.readString(nameless.certificate()));
        gateway = new RunningGateway(Map.of(
                "parley.trust.ca-file", trusted.toString(), "parley.gateway.sockets.server-name", "chat-service"));
        publish("chat-1", chat, true);
        publish("chat-strange", stranger, true);
        publish("chat-nameless", nameless, true);
        publish("chat-plain-said", chat, false);
    }

    private static void publish(String id, TestIdentity identity, boolean said) throws Exception {
        ScriptedChatServer server = new ScriptedChatServer(Optional.of(SslContextBuilder.forServer(
                        identity.certificate().toFile(), identity.key().toFile())
                .build()));
        SERVERS.add(server);
        gateway.publish(id, server.address(), said);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.forEach(ScriptedChatServer::close);
    }

    @Test
    void aServerOfTheNameThatIsTrustedIsReached() throws Exception {
        try (ScriptedClient client = ScriptedClient.connect(gateway.port(), "/ws/chat-1", Frames.SUBPROTOCOL)) {
            client.send("{\"type\":\"hello\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"hello\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-strange", "chat-nameless", "chat-plain-said"})
    void anotherAuthorityAnotherNameOrAPlainHandshakeIsNot(String id) {
        assertThatThrownBy(() -> ScriptedClient.connect(gateway.port(), "/ws/" + id, Frames.SUBPROTOCOL))
                .hasMessageContaining("503");
    }
}
