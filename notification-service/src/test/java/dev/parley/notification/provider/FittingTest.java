package dev.parley.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.notification.support.Notices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FittingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whatFitsIsLeftAlone() {
        byte[] whole = encode(Notices.ring("Zoë", "grüß 👋"));
        assertThat(Fitting.into(whole.length, Notices.ring("Zoë", "grüß 👋"), FittingTest::encode))
                .contains(whole);
    }

    @Test
    void textIsCutBetweenCodePoints() {
        for (String text : new String[] {"👋".repeat(200), "ü".repeat(200), "\u0001".repeat(200), "\"".repeat(200)}) {
            for (int limit = encode(Notices.ring("Zoë", "")).length; limit < 400; limit++) {
                byte[] fitting = Fitting.into(limit, Notices.ring("Zoë", text), FittingTest::encode)
                        .orElseThrow();
                assertThat(fitting.length).isLessThanOrEqualTo(limit);
                String kept = JSON.readTree(fitting).path("text").asString();
                assertThat(text).startsWith(kept);
                assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(kept);
            }
        }
    }

    @Test
    void whatDoesNotFitWithoutTextIsTooLarge() {
        assertThat(Fitting.into(10, Notices.ring("Zoë", "x"), FittingTest::encode))
                .isEmpty();
        assertThat(Fitting.into(10, Notices.takeBack(), FittingTest::encode)).isEmpty();
    }

    @Test
    void retryAfterIsSecondsOrADateWithinAnHour() {
        assertThat(RetryAfter.parse("120", NOON)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", NOON)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("999999999", NOON)).contains(RetryAfter.LONGEST);
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:01:00 GMT", NOON)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2020 12:01:00 GMT", NOON)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("soon", NOON)).isEqualTo(Optional.empty());
        assertThat(RetryAfter.parse("-5", NOON)).isEqualTo(Optional.empty());
        assertThat(RetryAfter.parse("99999999999999999999", NOON)).isEqualTo(Optional.empty());
    }

    private static byte[] encode(Notice notice) {
        return JSON.writeValueAsBytes(Fields.of(notice));
    }
}
