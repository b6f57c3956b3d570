package dev.parley.api.session;

import dev.parley.api.account.ChangePassword;
import dev.parley.api.account.Password;
import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.api.limit.CallerAddress;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A new password, which logs out all other devices: whoever knew the old one is out.
@RestController
class PasswordController {
    private final ChangePassword changePassword;
    private final SessionStore sessions;
    private final InstantSource clock;

    PasswordController(ChangePassword changePassword, SessionStore sessions, InstantSource clock) {
        this.changePassword = changePassword;
        this.sessions = sessions;
        this.clock = clock;
    }

    @PostMapping("/v1/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Caller caller, @Valid @RequestBody PasswordChange it, HttpServletRequest request) {
        Password replacement = Password.of(it.newPassword())
                .orElseThrow(() -> new RefusedException(
                        new Refused(ErrorCode.INVALID_REQUEST, "newPassword must be 8 to 256 characters")));
        CallerAddress from = CallerAddress.of(request.getRemoteAddr());
        Answers.value(changePassword.change(caller.user(), it.oldPassword(), replacement, from));
        sessions.endOthers(caller.user(), caller.session(), Session.End.PASSWORD_CHANGED, clock.instant());
    }

    record PasswordChange(
            @NotNull String oldPassword, @NotNull String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }
}
