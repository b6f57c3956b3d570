package dev.parley.notification.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final QuietHours NIGHT = hours("22:00", "07:00");

    @Test
    void aNightEndsInTheMorningOfTheRightDay() {
        assertThat(NIGHT.endAfter(Instant.parse("2026-01-10T21:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-01-11T06:00:00Z"));
        assertThat(NIGHT.endAfter(Instant.parse("2026-01-11T05:59:59Z"), BERLIN))
                .contains(Instant.parse("2026-01-11T06:00:00Z"));
        assertThat(NIGHT.endAfter(Instant.parse("2026-01-11T06:00:00Z"), BERLIN))
                .isEmpty();
        assertThat(NIGHT.endAfter(Instant.parse("2026-01-10T20:59:59Z"), BERLIN))
                .isEmpty();
    }

    @Test
    void theClockOfTheUserCounts() {
        Instant noonInLondon = Instant.parse("2026-01-10T12:00:00Z");
        assertThat(NIGHT.endAfter(noonInLondon, ZoneId.of("UTC"))).isEmpty();
        assertThat(NIGHT.endAfter(noonInLondon, ZoneId.of("Pacific/Auckland"))).isPresent();
    }

    @Test
    void anEndThatComesTwiceIsNeverInThePast() {
        // On 2026-10-25 the hour from 2:00 to 3:00 comes twice in Berlin.
        QuietHours untilHalfPast = hours("22:00", "02:30");
        assertThat(untilHalfPast.endAfter(Instant.parse("2026-10-25T00:10:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(untilHalfPast.endAfter(Instant.parse("2026-10-25T01:10:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void whateverTheZoneAndHoursTheEndIsAheadAndWithinADay() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        SplittableRandom random = new SplittableRandom(7);
        int quiet = 0;
        for (int i = 0; i < 200_000; i++) {
            LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1_440));
            LocalTime to = from.plusMinutes(random.nextInt(1, 1_440));
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant now = Instant.ofEpochSecond(random.nextLong(1_700_000_000, 1_900_000_000));
            Optional<Instant> end = new QuietHours(from, to).endAfter(now, zone);
            if (end.isPresent()) {
                quiet++;
                assertThat(end.get()).as("%s-%s %s %s", from, to, zone, now).isAfter(now);
                assertThat(Duration.between(now, end.get())).isLessThanOrEqualTo(Duration.ofHours(26));
            }
        }
        assertThat(quiet).isBetween(50_000, 150_000);
    }

    @Test
    void hoursWithoutLengthAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> hours("07:00", "07:00"));
    }

    private static QuietHours hours(String from, String to) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
    }
}
