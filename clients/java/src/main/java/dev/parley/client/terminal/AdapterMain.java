package dev.parley.client.terminal;

import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.SendRefusedException;
import dev.parley.client.conversation.Following;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.id.ConversationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The client library as JSON lines, for `./parley conformance --client`; docs/conformance.md says which lines.
public final class AdapterMain {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;

    private AdapterMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] words) throws IOException {
        AdapterMain adapter = new AdapterMain(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        ParleyClient client = ParleyClient.at(URI.create(setting("PARLEY_URL")))
                .following(Following.EVERYTHING)
                .listener(adapter.listening())
                .login(setting("PARLEY_NAME"), setting("PARLEY_PASSWORD"));
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode told = JSON.readTree(line);
                switch (told.path("do").asString("")) {
                    case "send" -> adapter.send(client, told);
                    case "stop" -> {
                        return;
                    }
                    default -> System.err.println("unknown: " + line);
                }
            }
        }
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set");
    }

    private ClientListener listening() {
        return new ClientListener() {
            @Override
            public void event(ConversationEvent event) {
                say("event", Map.of("conversationId", event.conversation().value(), "seq", event.seq()));
            }
        };
    }

    private void send(ParleyClient client, JsonNode told) {
        String key = told.path("key").asString();
        var unused = client.send(
                        ConversationId.parse(told.path("conversationId").asString()),
                        told.path("text").asString())
                .whenComplete((receipt, failure) -> {
                    if (receipt != null) {
                        say("sent", Map.of("key", key, "seq", receipt.seq()));
                    } else if (failure instanceof SendRefusedException refused) {
                        say("refused", Map.of("key", key, "code", refused.code()));
                    }
                });
    }

    private synchronized void say(String what, Map<String, Object> fields) {
        out.println(JSON.writeValueAsString(Map.of(what, fields)));
    }
}
