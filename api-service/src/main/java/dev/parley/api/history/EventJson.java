package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.frame.ServerFrameWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// An event as sockets write it, without `type` and `cursor`.
final class EventJson extends StdSerializer<Event> {
    EventJson() {
        super(Event.class);
    }

    @Override
    public void serialize(Event event, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        ServerFrameWriter.eventFields(json, event);
        json.writeEndObject();
    }
}
