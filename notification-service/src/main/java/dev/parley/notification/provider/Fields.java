package dev.parley.notification.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/// What clients find in a push, the same for every provider; docs/push.md describes it. Nothing says who wrote,
/// or
/// what, unless the user wants previews.
public final class Fields {
    private Fields() {}

    /// Names and values: strings and numbers, ids as strings.
    public static Map<String, Object> of(Notice notice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", notice instanceof Notice.Ring ? "ring" : "withdraw");
        fields.put("conversationId", notice.conversation().value());
        fields.put("seq", notice.seq());
        fields.put("badge", notice.badge());
        if (notice instanceof Notice.Ring ring) {
            fields.put("unread", ring.unread());
            ring.preview().ifPresent(preview -> {
                fields.put("sender", preview.sender());
                fields.put("text", preview.text());
            });
        }
        return fields;
    }
}
