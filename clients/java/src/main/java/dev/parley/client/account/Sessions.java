package dev.parley.client.account;

import dev.parley.client.frame.JsonFields;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A device's login, kept alive: an access token that is no longer taken is replaced by itself, with the refresh
/// token, or else the password where it is known. Safe for several threads; refreshes once for all of them.
final class Sessions {
    private static final int UNAUTHENTICATED = 401;

    private final HttpCalls calls;
    private final SessionStore store;
    private final @Nullable Credentials credentials;
    private final String deviceName;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Session session;

    private Sessions(
            HttpCalls calls,
            SessionStore store,
            @Nullable Credentials credentials,
            String deviceName,
            Session session) {
        this.calls = calls;
        this.store = store;
        this.credentials = credentials;
        this.deviceName = deviceName;
        this.session = session;
    }

    /// Logs in with the password: as the stored device if the server still knows it, otherwise as a new one.
    static Sessions login(HttpCalls calls, SessionStore store, Credentials credentials, String deviceName) {
        Optional<DeviceId> device = store.session().map(Session::device);
        Session session = loginAs(calls, credentials, deviceName, device);
        store.save(session);
        return new Sessions(calls, store, credentials, deviceName, session);
    }

    /// Takes up the stored login.
    ///
    /// @throws LoggedOutException if there is none
    static Sessions resume(HttpCalls calls, SessionStore store, String deviceName) {
        Session session = store.session()
                .orElseThrow(() -> new LoggedOutException(new RefusedException(
                        UNAUTHENTICATED, ErrorCode.UNAUTHENTICATED.wireName(), "There is no login on this device.")));
        return new Sessions(calls, store, null, deviceName, session);
    }

    /// A new account and its first device.
    static Sessions register(
            HttpCalls calls, SessionStore store, Credentials credentials, String displayName, String deviceName) {
        Session session = session(calls.call(
                "POST",
                "/v1/auth/register",
                Map.of(
                        "name", credentials.name(),
                        "password", credentials.password(),
                        "displayName", displayName,
                        "device", Map.of("name", deviceName)),
                null));
        store.save(session);
        return new Sessions(calls, store, credentials, deviceName, session);
    }

    Session session() {
        return session;
    }

    /// Runs a call with an access token, once more if the first was not taken.
    ///
    /// @throws LoggedOutException if no token can be had any more
    <T> T with(Function<String, T> call) {
        Session before = session;
        try {
            return call.apply(before.accessToken());
        } catch (RefusedException refused) {
            if (refused.status() != UNAUTHENTICATED) {
                throw refused;
            }
            if (refused.is(ErrorCode.DEVICE_REVOKED)) {
                throw new LoggedOutException(refused);
            }
        }
        try {
            return call.apply(renewed(before).accessToken());
        } catch (RefusedException refused) {
            throw refused.status() == UNAUTHENTICATED ? new LoggedOutException(refused) : refused;
        }
    }

    private Session renewed(Session old) {
        renewing.lock();
        try {
            if (session.accessToken().equals(old.accessToken())) {
                session = renew();
                store.save(session);
            }
            return session;
        } finally {
            renewing.unlock();
        }
    }

    private Session renew() {
        try {
            return session(
                    calls.call("POST", "/v1/auth/refresh", Map.of("refreshToken", session.refreshToken()), null));
        } catch (RefusedException over) {
            if (credentials == null || over.is(ErrorCode.DEVICE_REVOKED)) {
                throw new LoggedOutException(over);
            }
        }
        return loginAgain(credentials);
    }

    /// Never as someone else: an account that was made anew under the same name has none of what this device knows.
    private Session loginAgain(Credentials known) {
        try {
            Session again = loginAs(calls, known, deviceName, Optional.of(session.device()));
            if (again.user().equals(session.user())) {
                return again;
            }
        } catch (RefusedException refused) {
            throw new LoggedOutException(refused);
        }
        throw new LoggedOutException(new RefusedException(
                UNAUTHENTICATED, ErrorCode.UNAUTHENTICATED.wireName(), "This name belongs to another account now."));
    }

    private static Session loginAs(
            HttpCalls calls, Credentials credentials, String deviceName, Optional<DeviceId> device) {
        try {
            return login(calls, credentials, deviceName, device);
        } catch (RefusedException notThisDevice) {
            if (device.isEmpty() || notThisDevice.is(ErrorCode.BAD_CREDENTIALS)) {
                throw notThisDevice;
            }
            return login(calls, credentials, deviceName, Optional.empty());
        }
    }

    private static Session login(
            HttpCalls calls, Credentials credentials, String deviceName, Optional<DeviceId> device) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", credentials.name());
        body.put("password", credentials.password());
        body.put("device", Map.of("name", deviceName));
        device.ifPresent(id -> body.put("deviceId", id.toString()));
        return session(calls.call("POST", "/v1/auth/login", body, null));
    }

    private static Session session(JsonFields json) {
        return new Session(
                json.parsed("userId", UserId::parse),
                json.parsed("deviceId", DeviceId::parse),
                json.text("accessToken"),
                json.text("refreshToken"));
    }
}
