package dev.parley.api.account;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// When no phone of a user rings, by the clock of the user's time zone. Text form `22:00-07:00`.
///
/// @param from included; whole minutes
/// @param to excluded; whole minutes; on the next day if it is the earlier one
public record QuietHours(LocalTime from, LocalTime to) {
    private static final Pattern TEXT = Pattern.compile("[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}");

    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours end at another time than they begin");
        }
        if (!isWholeMinute(from) || !isWholeMinute(to)) {
            throw new IllegalArgumentException("quiet hours begin and end at whole minutes");
        }
    }

    private static boolean isWholeMinute(LocalTime time) {
        return time.equals(time.truncatedTo(ChronoUnit.MINUTES));
    }

    static Optional<QuietHours> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new QuietHours(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6))));
        } catch (DateTimeException | IllegalArgumentException noSuchHours) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
