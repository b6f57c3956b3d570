package dev.parley.api.session;

import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One login on one device, from the password to logout. Its refresh tokens are one family.
///
/// @param currentHash of the only refresh token that counts now
/// @param expiresAt when it ends by itself; each refresh moves it on
/// @param end why it ended, null while it has not
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, and only by [#refresh].
record Session(
        long id,
        UserId user,
        DeviceId device,
        byte[] currentHash,
        Instant expiresAt,
        @Nullable End end) {

    /// Why a session ended.
    enum End {
        LOGGED_OUT,
        /// The same device logged in again.
        REPLACED,
        /// By the user, from the list of devices, or because there were too many, or by an operator.
        REVOKED,
        /// A refresh token was used twice: one of the two users stole it.
        REUSED,
        PASSWORD_CHANGED
    }

    /// What a refresh token brings.
    enum Refresh {
        /// It is exchanged for the next one.
        ROTATE,
        /// It was exchanged before. The whole session ends.
        REUSE,
        /// It ended with its session, or by age.
        OVER,
        /// Its session ended before, by re-use.
        OVER_BY_REUSE;

        /// How a refusal is called.
        ErrorCode code() {
            return switch (this) {
                case ROTATE -> throw new IllegalStateException("no refusal");
                case REUSE, OVER_BY_REUSE -> ErrorCode.TOKEN_REUSED;
                case OVER -> ErrorCode.TOKEN_INVALID;
            };
        }
    }

    /// Judges a token of this session's family.
    Refresh refresh(RefreshToken token, Instant now) {
        if (end == End.REUSED) {
            return Refresh.OVER_BY_REUSE;
        }
        if (end != null || !expiresAt.isAfter(now)) {
            return Refresh.OVER;
        }
        return MessageDigest.isEqual(currentHash, token.ownHash()) ? Refresh.ROTATE : Refresh.REUSE;
    }

    Caller caller() {
        return new Caller(user, device, id);
    }
}
