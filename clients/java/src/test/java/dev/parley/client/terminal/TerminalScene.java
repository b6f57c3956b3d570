package dev.parley.client.terminal;

import dev.parley.client.ScriptedServer;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person at a terminal, and the scripted server behind it.
abstract class TerminalScene {
    static final Duration SOON = Duration.ofSeconds(30);

    final ScriptedServer server = new ScriptedServer();
    final ConversationId chat = server.direct("alice", "bob");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    @BeforeEach
    void dave() {
        server.user("dave");
    }

    @AfterEach
    void close() {
        server.close();
    }

    TerminalRun run(String... arguments) {
        return new TerminalRun(server, state, Map.of(), "", null, arguments);
    }

    TerminalRun typed(String... arguments) {
        return new TerminalRun(server, state, Map.of(), null, null, arguments);
    }

    static String text(Event event) {
        return ((EventBody.Text) event.body()).text();
    }

    static JsonNode json(String line) {
        return new JsonMapper().readTree(line);
    }
}
