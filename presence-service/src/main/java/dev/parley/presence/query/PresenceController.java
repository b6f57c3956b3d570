package dev.parley.presence.query;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.access.AccessTokens;
import dev.parley.kit.access.AccessTokens.Checked;
import dev.parley.kit.access.Caller;
import dev.parley.kit.problem.RefusedException;
import dev.parley.presence.state.StoreAwayException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// GET /v1/presence.
@RestController
class PresenceController {
    /// In one question.
    private static final int MAX_USERS = 200;

    /// Of the parameter: the longest ids and commas.
    private static final int MAX_CHARS = MAX_USERS * 20;

    private static final String BEARER = "Bearer ";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AccessTokens tokens;
    private final AnswerPresence answerPresence;

    PresenceController(AccessTokens tokens, AnswerPresence answerPresence) {
        this.tokens = tokens;
        this.answerPresence = answerPresence;
    }

    @GetMapping("/v1/presence")
    ResponseEntity<UsersJson> presence(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam String users,
            HttpServletResponse response) {
        Caller caller = caller(authorization, response);
        List<UserId> asked = parse(users);
        try {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(UsersJson.of(answerPresence.answer(caller.user(), asked)));
        } catch (StoreAwayException away) {
            throw new RefusedException(new Refused(ErrorCode.RETRY), RETRY_AFTER);
        }
    }

    /// @throws RefusedException [ErrorCode#INVALID_REQUEST] for anything but user ids with commas between, and for too
    /// many
    static List<UserId> parse(String users) {
        if (users.length() > MAX_CHARS) {
            throw invalid();
        }
        try {
            List<UserId> parsed = Stream.of(users.split(",", -1))
                    .map(UserId::parse)
                    .distinct()
                    .toList();
            if (parsed.size() > MAX_USERS) {
                throw invalid();
            }
            return parsed;
        } catch (IllegalArgumentException noId) {
            throw invalid();
        }
    }

    private static RefusedException invalid() {
        return new RefusedException(
                new Refused(ErrorCode.INVALID_REQUEST, "users: 1 to " + MAX_USERS + " user ids, separated by commas"));
    }

    private Caller caller(@Nullable String authorization, HttpServletResponse response) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused(ErrorCode.UNAUTHENTICATED, response);
        }
        return switch (tokens.check(authorization.substring(BEARER.length()).strip())) {
            case Checked.Good good -> good.caller();
            case Checked.Bad bad -> throw refused(bad.code(), response);
        };
    }

    private static RefusedException refused(ErrorCode code, HttpServletResponse response) {
        if (code == ErrorCode.RETRY) {
            return new RefusedException(new Refused(code), RETRY_AFTER);
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return new RefusedException(code);
    }

    /// As the frame `presence`.
    record UsersJson(List<UserJson> users) {
        static UsersJson of(List<Presence> users) {
            return new UsersJson(users.stream().map(UserJson::of).toList());
        }
    }

    record UserJson(String userId, boolean online, @Nullable String lastSeenAt) {
        static UserJson of(Presence it) {
            return new UserJson(
                    it.user().toString(),
                    it.online(),
                    it.lastSeenAt() == null ? null : it.lastSeenAt().toString());
        }
    }
}
