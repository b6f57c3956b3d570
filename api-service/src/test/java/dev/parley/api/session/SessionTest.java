package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SplittableRandom random = new SplittableRandom(1);
    private final RefreshToken old = RefreshToken.first(random);
    private final RefreshToken current = old.next(random);

    @Test
    void currentTokenRotatesAndAnOlderOneIsReuse() {
        assertThat(session(null).refresh(current, NOW)).isEqualTo(Session.Refresh.ROTATE);
        assertThat(session(null).refresh(old, NOW)).isEqualTo(Session.Refresh.REUSE);
        assertThat(Session.Refresh.REUSE.code()).isEqualTo(ErrorCode.TOKEN_REUSED);
    }

    @Test
    void nothingCountsAfterTheEnd() {
        assertThat(session(Session.End.LOGGED_OUT).refresh(current, NOW)).isEqualTo(Session.Refresh.OVER);
        assertThat(session(Session.End.LOGGED_OUT).refresh(old, NOW)).isEqualTo(Session.Refresh.OVER);
        assertThat(session(Session.End.REUSED).refresh(current, NOW)).isEqualTo(Session.Refresh.OVER_BY_REUSE);
        assertThat(session(null).refresh(current, NOW.plusSeconds(60))).isEqualTo(Session.Refresh.OVER);
        assertThat(session(null).refresh(current, NOW.plusSeconds(59))).isEqualTo(Session.Refresh.ROTATE);
        assertThat(Session.Refresh.OVER.code()).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(Session.Refresh.OVER_BY_REUSE.code()).isEqualTo(ErrorCode.TOKEN_REUSED);
    }

    private Session session(Session.@Nullable End end) {
        return new Session(1, new UserId(2), new DeviceId(3), current.ownHash(), NOW.plusSeconds(60), end);
    }
}
