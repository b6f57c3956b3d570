package dev.parley.notification.apns;

import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Fields;
import dev.parley.notification.provider.Notice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// What Apple's devices get. Without previews the alert is a key of the app's own texts, so that it is in the
/// device's language and says nothing.
final class ApnsPayload {
    /// Apple's limit.
    static final int MAX_BYTES = 4096;

    /// The app has this text, with one argument: how many messages are unread.
    static final String LOC_KEY = "PARLEY_NEW_MESSAGES";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ApnsPayload() {}

    static byte[] bytes(Notice notice) {
        Map<String, Object> aps = new LinkedHashMap<>();
        aps.put("badge", notice.badge());
        switch (notice) {
            case Notice.Ring ring -> {
                aps.put("alert", alert(ring));
                aps.put("sound", "default");
                aps.put("thread-id", CollapseKey.of(ring.conversation()));
                // The app may replace the text by what it reads itself before it is shown.
                aps.put("mutable-content", 1);
            }
            case Notice.TakeBack back -> aps.put("content-available", 1);
        }
        Map<String, Object> fields = Fields.of(notice);
        fields.remove("sender"); // Both stand in the alert.
        fields.remove("text");
        return JSON.writeValueAsBytes(Map.of("aps", aps, "parley", fields));
    }

    private static Map<String, Object> alert(Notice.Ring ring) {
        return ring.preview()
                .<Map<String, Object>>map(it -> Map.of("title", it.sender(), "body", it.text()))
                .orElseGet(() ->
                        Map.of("loc-key", LOC_KEY, "loc-args", List.of(Long.toString(Math.max(1, ring.unread())))));
    }

    /// The same for the same notice, so that Apple's records show what was sent twice.
    static UUID id(Notice notice) {
        String name = notice.device() + " " + notice.conversation() + " " + notice.seq() + " "
                + notice.getClass().getSimpleName();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
