package dev.parley.api.account;

import dev.parley.api.account.Preferences.LastSeenVisibility;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.RefusedException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own settings.
@RestController
@RequestMapping("/v1/me/settings")
class PreferencesController {
    private final AccountStore accounts;

    PreferencesController(AccountStore accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    SettingsJson settings(Caller caller) {
        return SettingsJson.of(accounts.preferences(caller.user()));
    }

    /// Of two changes of a field at the same moment, one wins; others are not touched.
    @PatchMapping
    SettingsJson change(Caller caller, @RequestBody SettingsJson change) {
        return SettingsJson.of(accounts.changePreferences(caller.user(), change::over));
    }

    /// In a change, what is absent stays as it is.
    record SettingsJson(
            @Nullable Boolean readReceipts,
            @Nullable String lastSeenVisibility,
            @Nullable Boolean pushPreview,
            @Nullable String timeZone,
            @Nullable Boolean invisible,
            @Nullable String quietHours) {
        private static final String NO_QUIET_HOURS = "none";

        static SettingsJson of(Preferences it) {
            return new SettingsJson(
                    it.readReceipts(),
                    it.lastSeenVisibility().name().toLowerCase(Locale.ROOT),
                    it.pushPreview(),
                    it.timeZone().getId(),
                    it.invisible(),
                    it.quietHours().map(QuietHours::toString).orElse(NO_QUIET_HOURS));
        }

        Preferences over(Preferences it) {
            return new Preferences(
                    readReceipts == null ? it.readReceipts() : readReceipts,
                    lastSeenVisibility == null ? it.lastSeenVisibility() : visibility(lastSeenVisibility),
                    pushPreview == null ? it.pushPreview() : pushPreview,
                    timeZone == null ? it.timeZone() : zone(timeZone),
                    invisible == null ? it.invisible() : invisible,
                    quietHours == null ? it.quietHours() : quietHours(quietHours));
        }

        private static LastSeenVisibility visibility(String text) {
            for (LastSeenVisibility visibility : LastSeenVisibility.values()) {
                if (visibility.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return visibility;
                }
            }
            throw invalid("lastSeenVisibility must be everyone, contacts or nobody");
        }

        private static ZoneId zone(String text) {
            if (ZoneId.getAvailableZoneIds().contains(text)) {
                return ZoneId.of(text);
            }
            throw invalid("timeZone must be a name of the IANA time zone database");
        }

        private static Optional<QuietHours> quietHours(String text) {
            if (text.equals(NO_QUIET_HOURS)) {
                return Optional.empty();
            }
            return Optional.of(
                    QuietHours.parse(text).orElseThrow(() -> invalid("quietHours must be like 22:00-07:00, or none")));
        }

        private static RefusedException invalid(String sentence) {
            return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
        }
    }
}
