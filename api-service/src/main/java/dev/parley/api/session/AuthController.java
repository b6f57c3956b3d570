package dev.parley.api.session;

import dev.parley.api.account.CheckPassword;
import dev.parley.api.account.Password;
import dev.parley.api.account.Profile;
import dev.parley.api.account.RegisterAccount;
import dev.parley.api.account.UserName;
import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.api.limit.CallerAddress;
import dev.parley.api.text.Plain;
import dev.parley.api.text.PlainText;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Register, login, refresh, logout.
@RestController
@RequestMapping("/v1/auth")
class AuthController {
    private final RegisterAccount registerAccount;
    private final CheckPassword checkPassword;
    private final OpenSession openSession;
    private final SessionStore sessions;
    private final InstantSource clock;

    AuthController(
            RegisterAccount registerAccount,
            CheckPassword checkPassword,
            OpenSession openSession,
            SessionStore sessions,
            InstantSource clock) {
        this.registerAccount = registerAccount;
        this.checkPassword = checkPassword;
        this.openSession = openSession;
        this.sessions = sessions;
        this.clock = clock;
    }

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    LoginJson register(@Valid @RequestBody Registration it) {
        UserName name =
                UserName.of(it.name()).orElseThrow(() -> invalid("name must be 3 to 32 of a-z, 0-9, _, . and -"));
        Password password =
                Password.of(it.password()).orElseThrow(() -> invalid("password must be 8 to 256 characters"));
        String displayName = it.displayName() == null ? name.value() : PlainText.tidy(it.displayName());
        UserId user = Answers.value(registerAccount.register(name, password, displayName));
        return LoginJson.of(Answers.value(openSession.open(user, null, nameOf(it.device()))));
    }

    @PostMapping("/login")
    LoginJson login(@Valid @RequestBody Credentials it, HttpServletRequest request) {
        CallerAddress from = CallerAddress.of(request.getRemoteAddr());
        UserId user = Answers.value(checkPassword.check(it.name(), it.password(), from));
        return LoginJson.of(Answers.value(openSession.open(user, it.deviceId(), nameOf(it.device()))));
    }

    @PostMapping("/refresh")
    LoginJson refresh(@Valid @RequestBody Exchange it) {
        return LoginJson.of(Answers.value(openSession.refresh(it.refreshToken())));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(Caller caller) {
        sessions.end(caller.session(), Session.End.LOGGED_OUT, clock.instant());
    }

    private static @Nullable String nameOf(@Nullable DeviceName device) {
        String name = device == null ? null : device.name();
        return name == null ? null : PlainText.tidy(name);
    }

    private static RefusedException invalid(String sentence) {
        return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
    }

    record Registration(
            @NotNull String name,
            @NotNull String password,
            @Plain(max = Profile.MAX_DISPLAY_NAME) @Nullable String displayName,
            @Valid @Nullable DeviceName device) {
        @Override
        public String toString() {
            return "Registration[]"; // The password stays out of every log.
        }
    }

    record Credentials(
            @NotNull String name,
            @NotNull String password,
            @Nullable DeviceId deviceId,
            @Valid @Nullable DeviceName device) {
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    record DeviceName(
            @Plain(max = Device.MAX_NAME) @Nullable String name) {}

    record Exchange(@NotNull String refreshToken) {
        @Override
        public String toString() {
            return "Exchange[]";
        }
    }

    record LoginJson(UserId userId, DeviceId deviceId, String accessToken, String refreshToken, Instant expiresAt) {
        static LoginJson of(Login it) {
            return new LoginJson(
                    it.caller().user(),
                    it.caller().device(),
                    it.accessToken(),
                    it.refreshToken().text(),
                    it.expiresAt());
        }

        @Override
        public String toString() {
            return "LoginJson[]";
        }
    }
}
