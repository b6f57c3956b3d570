package dev.parley.contracts.error;

import java.util.Locale;
import java.util.Optional;

/// Every refusal a caller can meet, over WebSocket or REST, each listed once. `docs/protocol.md` has the same
/// table; a test compares them.
public enum ErrorCode {
    // The socket's opening.
    HELLO_EXPECTED(400, 4400, false, "The first frame must be hello."),
    HELLO_TIMEOUT(408, 4408, true, "No hello came in time."),
    HELLO_REPEATED(400, 4400, false, "This connection has said hello already."),
    TICKET_INVALID(401, 4401, false, "The ticket is not one of ours."),
    TICKET_EXPIRED(401, 4401, true, "The ticket has expired; ask discovery for a new one."),
    TICKET_USED(401, 4401, true, "The ticket was used before; ask discovery for a new one."),
    TICKET_FOREIGN(403, 4403, false, "The ticket belongs to another device or server."),
    TOO_MANY_CONNECTIONS(429, 4429, true, "This user has too many connections to this server; close one."),
    DEVICE_REVOKED(401, 4403, false, "This device was logged out."),

    // A frame that can't be read.
    BINARY_FRAME(400, 1003, false, "Frames are text."),
    INVALID_UTF8(400, 1007, false, "The frame is not UTF-8."),
    FRAME_TOO_LARGE(413, 1009, false, "The frame is over the limit."),
    INVALID_FRAME(400, 0, false, "The frame is not what its type asks for."),
    UNKNOWN_TYPE(400, 0, false, "There is no frame of this type."),
    TOO_MANY_ERRORS(429, 1008, false, "Too many frames of this connection could not be read."),

    // A message that can't be sent.
    TEXT_EMPTY(422, 0, false, "The text is empty."),
    TEXT_TOO_LONG(422, 0, false, "The text has 100,000 characters or more."),
    TEXT_INVALID(422, 0, false, "The text has an unpaired surrogate."),
    UNKNOWN_CONVERSATION(404, 0, false, "There is no such conversation."),
    UNKNOWN_USER(404, 0, false, "There is no such user."),
    NOT_A_MEMBER(403, 0, false, "Only members may do this."),
    BLOCKED(403, 0, false, "One of you blocked the other."),
    SEQ_AHEAD(422, 0, false, "The conversation has not come that far."),

    // Presence.
    TOO_MANY_WATCHED(429, 0, false, "This connection watches as many users as it may; unwatch some."),

    // Load and trouble.
    RATE_LIMITED(429, 0, true, "Too many at once; go on after retryAfterMs."),
    RETRY(503, 0, true, "Something behind this server does not answer; try again."),
    SLOW_READER(429, 4410, true, "This connection does not read; come back with your cursor."),
    IDLE_TIMEOUT(408, 4408, true, "Nothing came on this connection for too long; come back with your cursor."),
    REPLACED(409, 4409, false, "This device connected again; its newer connection goes on."),
    GOING_AWAY(503, 1001, true, "This server is stopping; come back with your cursor."),
    INTERNAL(500, 0, true, "A fault of ours; it was counted."),

    // REST.
    INVALID_REQUEST(400, 0, false, "The request is not what this address asks for."),
    NOT_FOUND(404, 0, false, "There is nothing here."),
    UNAUTHENTICATED(401, 0, false, "An access token is needed."),
    BAD_CREDENTIALS(401, 0, false, "Name or password is wrong."),
    ACCOUNT_SUSPENDED(403, 0, false, "This account is suspended."),
    TOKEN_INVALID(401, 0, false, "The token has expired or was never one of ours."),
    TOKEN_REUSED(401, 0, false, "This refresh token was used before; its whole family is revoked."),
    FORBIDDEN(403, 0, false, "Your role does not allow this."),
    NAME_TAKEN(409, 0, false, "This name is taken."),
    GROUP_FULL(409, 0, false, "A group has at most 100 members."),
    ALREADY_A_MEMBER(409, 0, false, "This user is a member already."),
    OWNER_MUST_STAY(409, 0, false, "The owner hands the group over before leaving."),
    PUSH_PROVIDER_OFF(422, 0, false, "This installation does not ring through this provider."),
    REQUEST_TOO_LARGE(413, 0, false, "The request is over the limit."),

    // Between services.
    LEASE_LOST(409, 0, false, "This worker number is not yours (any more); stop stamping ids with it.");

    private final int httpStatus;
    private final int closeCode;
    private final boolean retry;
    private final String sentence;

    ErrorCode(int httpStatus, int closeCode, boolean retry, String sentence) {
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
        this.retry = retry;
        this.sentence = sentence;
    }

    /// As it stands in frames, problems and docs: lower case with underscores.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The code whose [#wireName] is `name`, or empty for one this version does not know.
    public static Optional<ErrorCode> ofWireName(String name) {
        for (ErrorCode code : values()) {
            if (code.wireName().equals(name)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// Whether the socket closes after this error.
    public boolean closes() {
        return closeCode != 0;
    }

    /// WebSocket close code (RFC 6455 §7.4), 0 if the socket stays open.
    public int closeCode() {
        return closeCode;
    }

    /// Whether the same thing may succeed later.
    public boolean retry() {
        return retry;
    }

    /// For people; never parsed.
    public String sentence() {
        return sentence;
    }
}
