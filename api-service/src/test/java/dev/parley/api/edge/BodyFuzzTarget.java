package dev.parley.api.edge;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.fuzzkit.FuzzTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Bodies of requests, read with the rules of every controller into a record with one field of each type that real
/// ones have.
public final class BodyFuzzTarget implements FuzzTarget {
    record Body(
            @Nullable UserId user,
            @Nullable DeviceId device,
            @Nullable MessageId message,
            @Nullable ConversationId conversation,
            @Nullable List<UserId> users,
            @Nullable String text,
            @Nullable Boolean flag,
            @Nullable Instant time,
            @Nullable Body inner) {}

    private static final JsonMapper JSON = json();

    @Override
    public String name() {
        return "request-bodies";
    }

    @Override
    public String promise() {
        return "a body or a JacksonException, which becomes a 400, and what is written is read again";
    }

    @Override
    public void hold(byte[] input) {
        @Nullable Body body;
        try {
            body = JSON.readValue(input, Body.class);
        } catch (JacksonException refused) {
            return;
        }
        if (body != null) {
            FuzzTarget.requireEqual(body, JSON.readValue(JSON.writeValueAsBytes(body), Body.class));
        }
    }

    private static JsonMapper json() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new EdgeWiring().strictJson().customize(builder);
        return builder.build();
    }
}
