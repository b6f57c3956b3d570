package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.outbox.Outbox;
import dev.parley.api.support.ApiDatabase;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSessionStoreBackendTest {
    private static final UserId USER = new UserId(7);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);

    private final ApiDatabase database = new ApiDatabase();
    private final List<String> told = new ArrayList<>();
    private final Outbox outbox = new Outbox() {
        @Override
        public long add(ConversationId conversation, LogEntry entry) {
            told.add(conversation + " " + ((LogEntry.SessionEnd) entry).session());
            return told.size();
        }

        @Override
        public boolean awaitPublished(long entry) {
            return true;
        }
    };
    private final JdbcSessionStore store = new JdbcSessionStore(database.jdbc(), database.transaction(), outbox);
    private final SplittableRandom random = new SplittableRandom(1);
    private long nextId = 100;

    @BeforeEach
    void addUser() {
        database.addUser(USER);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneLoginTooManyLogsOutTheDeviceNotSeenForLongest() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i <= Device.MAX_PER_USER; i++) {
            sessions.add(open(NOW.plusSeconds(i)));
        }
        Instant then = NOW.plusSeconds(60);
        assertThat(store.liveDevices(USER, then)).hasSize(Device.MAX_PER_USER);
        assertThat(store.isLive(sessions.getFirst().id(), then)).isFalse();
        assertThat(store.isLive(sessions.get(1).id(), then)).isTrue();
        assertThat(told).containsExactly("d.7.7 " + sessions.getFirst().id());
    }

    @Test
    void everySessionThatEndsIsToldOnce() {
        Session phone = open(NOW);
        Session web = open(NOW);
        Session tablet = open(NOW);
        assertThat(store.endOn(USER, phone.device(), Session.End.REVOKED, NOW)).isTrue();
        assertThat(store.endOn(USER, phone.device(), Session.End.REVOKED, NOW)).isFalse();
        store.endOthers(USER, web.id(), Session.End.PASSWORD_CHANGED, NOW);
        store.end(web.id(), Session.End.LOGGED_OUT, NOW);
        store.end(web.id(), Session.End.LOGGED_OUT, NOW);
        assertThat(told).containsExactly("d.7.7 " + phone.id(), "d.7.7 " + tablet.id(), "d.7.7 " + web.id());
    }

    @Test
    void deviceIsSeenToAMinute() {
        Session session = open(NOW);
        store.isLive(session.id(), NOW.plusSeconds(59));
        assertThat(store.liveDevices(USER, NOW)).extracting(Device::lastSeenAt).containsExactly(NOW);
        store.isLive(session.id(), NOW.plusSeconds(61));
        assertThat(store.liveDevices(USER, NOW)).extracting(Device::lastSeenAt).containsExactly(NOW.plusSeconds(61));
    }

    @Test
    void sessionEndsByAgeUnlessItIsRefreshed() {
        RefreshToken token = RefreshToken.first(random);
        Session session = open(NOW, token);
        assertThat(store.isLive(session.id(), NOW.plus(LIFE))).isFalse();
        Instant later = NOW.plus(Duration.ofDays(1));
        store.refresh(token, token.next(random), later.plus(LIFE), later, it -> it.refresh(token, later));
        assertThat(store.isLive(session.id(), NOW.plus(LIFE))).isTrue();
    }

    @Test
    void tokenOfNoFamilyFindsNothing() {
        RefreshToken unknown = RefreshToken.first(random);
        assertThat(store.refresh(unknown, unknown.next(random), NOW, NOW, it -> Session.Refresh.ROTATE))
                .isEmpty();
    }

    @Test
    void longEndedSessionsAreForgottenWithTheirDevices() {
        Session kept = open(NOW);
        Session ended = open(NOW);
        Session again = open(NOW);
        store.end(ended.id(), Session.End.LOGGED_OUT, NOW);
        store.end(again.id(), Session.End.LOGGED_OUT, NOW);
        Instant later = NOW.plus(Duration.ofDays(31));
        Session reopened = session(again.device(), later);
        assertThat(store.reopen(reopened, RefreshToken.first(random), "renamed", later))
                .isEqualTo(SessionStore.Opened.OPENED);

        assertThat(store.forget(NOW, 100)).isZero();
        assertThat(store.forget(later.minus(Duration.ofDays(30)), 100)).isEqualTo(2);
        assertThat(store.liveDevices(USER, later))
                .extracting(Device::id)
                .containsExactly(again.device(), kept.device());
        assertThat(store.reopen(session(ended.device(), later), RefreshToken.first(random), null, later))
                .isEqualTo(SessionStore.Opened.NO_SUCH_DEVICE);
    }

    @Test
    void suspendedUserHasNoSessionsAndOpensNone() {
        Session phone = open(NOW);
        Session web = open(NOW);
        assertThat(store.suspend(USER, NOW)).isEqualTo(2);
        assertThat(told).containsExactlyInAnyOrder("d.7.7 " + phone.id(), "d.7.7 " + web.id());
        assertThat(store.suspendedSince(USER)).contains(NOW);
        assertThat(store.openOnNewDevice(session(new DeviceId(nextId++), NOW), RefreshToken.first(random), "new", NOW))
                .isEqualTo(SessionStore.Opened.SUSPENDED);
        assertThat(store.reopen(session(phone.device(), NOW), RefreshToken.first(random), null, NOW))
                .isEqualTo(SessionStore.Opened.SUSPENDED);
        assertThat(store.liveDevices(USER, NOW)).isEmpty();

        assertThat(store.suspend(USER, NOW.plusSeconds(5))).isZero();
        assertThat(store.suspendedSince(USER)).contains(NOW);
        assertThat(store.unsuspend(USER)).isTrue();
        assertThat(store.unsuspend(USER)).isFalse();
        open(NOW);
        assertThat(store.liveDevices(USER, NOW)).hasSize(1);
    }

    /// The password was right, and then the account was gone.
    @Test
    void whoWasErasedMeanwhileOpensNoneEither() {
        database.jdbc().sql("delete from users").update();
        assertThat(store.openOnNewDevice(session(new DeviceId(nextId++), NOW), RefreshToken.first(random), "new", NOW))
                .isEqualTo(SessionStore.Opened.SUSPENDED);
        assertThat(store.suspend(USER, NOW)).isZero();
    }

    private Session open(Instant at) {
        return open(at, RefreshToken.first(random));
    }

    private Session open(Instant at, RefreshToken token) {
        Session session = session(new DeviceId(nextId++), at);
        assertThat(store.openOnNewDevice(session, token, "device", at)).isEqualTo(SessionStore.Opened.OPENED);
        return session;
    }

    private Session session(DeviceId device, Instant at) {
        return new Session(nextId++, USER, device, new byte[0], at.plus(LIFE), null);
    }
}
