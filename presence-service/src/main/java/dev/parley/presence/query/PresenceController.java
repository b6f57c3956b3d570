package dev.parley.presence.query;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.access.Caller;
import dev.parley.kit.access.Callers;
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

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Callers callers;
    private final AnswerPresence answerPresence;

    PresenceController(Callers callers, AnswerPresence answerPresence) {
        this.callers = callers;
        this.answerPresence = answerPresence;
    }

    @GetMapping("/v1/presence")
    ResponseEntity<UsersJson> presence(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam String users,
            HttpServletResponse response) {
        Caller caller = callers.of(authorization, response);
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
