package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Part of a conversation.
///
/// @param events by seq, without gaps
/// @param more further events lie beyond the page's open end: below it for `before` and for the newest page, above
/// it for `after` and `around`
public record Page(List<Event> events, boolean more) {
    /// Texts of a page, in UTF-8. The event that passes it is left for the next page, unless it is the first.
    static final long MAX_BYTES = 1 << 20;

    public Page {
        events = List.copyOf(events);
    }

    /// The events from the first on that fit `bytes`, at least one where there is one.
    static List<Event> fitting(List<Event> events, long bytes) {
        List<Event> fitting = new ArrayList<>();
        long sum = 0;
        for (Event event : events) {
            sum += bytes(event.body());
            if (sum > bytes && !fitting.isEmpty()) {
                break;
            }
            fitting.add(event);
        }
        return fitting;
    }

    static long bytes(Iterable<Event> events) {
        long sum = 0;
        for (Event event : events) {
            sum += bytes(event.body());
        }
        return sum;
    }

    private static long bytes(EventBody body) {
        return switch (body) {
            case EventBody.Text text -> text.text().getBytes(StandardCharsets.UTF_8).length;
            case EventBody.Stored stored -> stored.bytes();
            case EventBody.Membership membership -> 0;
            case EventBody.Block block -> 0;
        };
    }
}
