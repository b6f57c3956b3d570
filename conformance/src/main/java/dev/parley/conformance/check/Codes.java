package dev.parley.conformance.check;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of codes in docs/protocol.md: which close, and with what, and after which the same thing may succeed.
final class Codes {
    private static final Map<String, Integer> CLOSES = Map.ofEntries(
            Map.entry("hello_expected", 4400),
            Map.entry("hello_timeout", 4408),
            Map.entry("hello_repeated", 4400),
            Map.entry("ticket_invalid", 4401),
            Map.entry("ticket_expired", 4401),
            Map.entry("ticket_used", 4401),
            Map.entry("ticket_foreign", 4403),
            Map.entry("too_many_connections", 4429),
            Map.entry("device_revoked", 4403),
            Map.entry("binary_frame", 1003),
            Map.entry("invalid_utf8", 1007),
            Map.entry("frame_too_large", 1009),
            Map.entry("too_many_errors", 1008),
            Map.entry("slow_reader", 4410),
            Map.entry("idle_timeout", 4408),
            Map.entry("replaced", 4409),
            Map.entry("going_away", 1001));
    private static final Set<String> RETRY = Set.of(
            "hello_timeout",
            "ticket_expired",
            "ticket_used",
            "too_many_connections",
            "rate_limited",
            "retry",
            "slow_reader",
            "idle_timeout",
            "going_away",
            "internal");
    private static final Set<String> FINAL = Stream.of(
                    "invalid_frame unknown_type text_empty text_too_long text_invalid unknown_conversation unknown_user",
                    "not_a_member blocked seq_ahead too_many_watched")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    private Codes() {}

    /// 0 if the socket stays open, or the code is not in the table.
    static int closes(String code) {
        return CLOSES.getOrDefault(code, 0);
    }

    /// Whether the table says so; a code that is not in it may say what it likes.
    static boolean mayRetry(String code, boolean said) {
        if (RETRY.contains(code)) {
            return said;
        }
        return !(CLOSES.containsKey(code) || FINAL.contains(code)) || !said;
    }
}
