package dev.parley.notification.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// When a user's devices stay silent, by the clock where the user lives.
///
/// @param from included
/// @param to excluded; on the next day if it is the earlier one
public record QuietHours(LocalTime from, LocalTime to) {
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours end at another time than they begin");
        }
    }

    /// The end of the quiet hours that hold at `now`, later than `now`; empty if none hold.
    ///
    /// A clock that is set back passes some times twice: hours that end at such a time end the second time if
    /// they hold
    /// then. An end that a clock skips is as much later as the clock is set forward.
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        if (!holdAt(local.toLocalTime())) {
            return Optional.empty();
        }
        LocalDate day = local.toLocalDate();
        ZonedDateTime end = (local.toLocalTime().isBefore(to) ? day : day.plusDays(1))
                .atTime(to)
                .atZone(zone);
        if (!end.toInstant().isAfter(now)) {
            end = end.withLaterOffsetAtOverlap();
        }
        return Optional.of(end.toInstant());
    }

    private boolean holdAt(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
