package dev.parley.notification.fcm;

import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Fields;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What FCM is told: data only, so that the app itself decides what it shows, takes it back, and sets the badge.
final class FcmMessage {
    /// FCM's limit, for the data.
    static final int MAX_DATA_BYTES = 4096;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FcmMessage() {}

    /// The data as JSON; FCM takes nothing but strings in it.
    static byte[] data(Notice notice) {
        Map<String, String> data = new LinkedHashMap<>();
        Fields.of(notice).forEach((name, value) -> data.put(name, value.toString()));
        return JSON.writeValueAsBytes(data);
    }

    /// @param data as [#data] made it
    static byte[] request(Target.Fcm target, Notice notice, byte[] data, Instant now) {
        long ttlSeconds = Math.max(0, Duration.between(now, notice.expires()).toSeconds());
        return JSON.writeValueAsBytes(Map.of(
                "message",
                Map.of(
                        "token",
                        target.token(),
                        "data",
                        JSON.readTree(data),
                        "android",
                        Map.of(
                                "collapse_key",
                                CollapseKey.of(notice.conversation()),
                                "priority",
                                notice instanceof Notice.Ring ? "HIGH" : "NORMAL",
                                "ttl",
                                ttlSeconds + "s"))));
    }
}
