package dev.parley.client;

import dev.parley.client.conversation.SyncSettings;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// Clients of a scripted server.
abstract class ParleyClientScene {
    /// Longer than three heartbeats, after which an end that the JDK does not tell of is noticed.
    static final Duration SOON = Duration.ofSeconds(30);
    static final SyncSettings IMPATIENT = new SyncSettings(100, 8, 1, 32, 1_000, Duration.ofMillis(300));

    final ScriptedServer server = new ScriptedServer();
    final List<ParleyClient> clients = new ArrayList<>();
    final ConversationId chat = server.direct("alice", "bob");

    @BeforeAll
    static void beAsPatientAsTheClient() {
        Awaitility.setDefaultTimeout(SOON);
    }

    @AfterEach
    void close() {
        clients.forEach(ParleyClient::close);
        server.close();
    }

    ParleyClient alice() throws Exception {
        return live(ParleyClient.at(server.uri()).login("alice", "parley-alice"));
    }

    ParleyClient live(ParleyClient client) throws Exception {
        clients.add(client);
        return client.awaitLive(SOON);
    }

    static <T> T soon(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    static List<String> texts(List<ConversationEvent> events) {
        return events.stream()
                .map(event -> ((Content.Message) event.content()).text())
                .toList();
    }
}
