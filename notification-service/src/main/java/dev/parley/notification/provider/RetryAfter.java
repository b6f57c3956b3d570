package dev.parley.notification.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
public final class RetryAfter {
    /// Whoever asks for more gets this: a slip of a provider must not silence us for days.
    public static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /// @return 0 to [#LONGEST]; empty for what is neither form
    public static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        try {
            Duration asked = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                                    .toInstant());
            if (asked.isNegative()) {
                return Optional.of(Duration.ZERO);
            }
            return Optional.of(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
