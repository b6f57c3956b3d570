package dev.parley.contracts.directory;

import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A [ChatServer] as it stands in the directory. Unknown fields are ignored.
public final class ChatServerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ChatServerJson() {}

    public static String write(ChatServer server) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("id", server.id());
            json.writeStringProperty("url", server.url().toString());
            json.writeStringProperty("address", server.address());
            json.writeStringProperty("region", server.region());
            json.writeStringProperty("zone", server.zone());
            json.writeNumberProperty("slots", server.slots());
            json.writeNumberProperty("connections", server.connections());
            json.writeBooleanProperty("draining", server.draining());
            json.writeBooleanProperty("tls", server.tls());
            json.writeEndObject();
        }
        return text.toString();
    }

    /// Empty for text that is none of ours.
    public static Optional<ChatServer> read(String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    fields.put(name, String.valueOf(json.getValueAsString()));
                } else {
                    json.skipChildren();
                }
            }
            return Optional.of(new ChatServer(
                    fields.getOrDefault("id", ""),
                    URI.create(fields.getOrDefault("url", "")),
                    fields.getOrDefault("address", ""),
                    fields.getOrDefault("region", ""),
                    fields.getOrDefault("zone", ""),
                    Integer.parseInt(fields.getOrDefault("slots", "0")),
                    Integer.parseInt(fields.getOrDefault("connections", "0")),
                    Boolean.parseBoolean(fields.get("draining")),
                    Boolean.parseBoolean(fields.get("tls"))));
        } catch (JacksonException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
