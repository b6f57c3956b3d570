package dev.parley.api.edge;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Ids in JSON are strings, both ways: a number would lose digits in a browser.
final class JsonIds extends SimpleModule {
    private static final long serialVersionUID = 1;

    JsonIds() {
        super("ids");
        add(UserId.class, UserId::parse);
        add(DeviceId.class, DeviceId::parse);
        add(MessageId.class, MessageId::parse);
        add(ConversationId.class, ConversationId::parse);
    }

    private <T> void add(Class<T> type, Function<String, T> parse) {
        addSerializer(type, new StdSerializer<T>(type) {
            @Override
            public void serialize(T id, JsonGenerator json, SerializationContext context) {
                json.writeString(id.toString());
            }
        });
        addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    return context.reportInputMismatch(type, "an id is a string");
                }
                try {
                    return parse.apply(json.getString());
                } catch (IllegalArgumentException malformed) {
                    return context.reportInputMismatch(type, "a malformed id");
                }
            }
        });
    }
}
