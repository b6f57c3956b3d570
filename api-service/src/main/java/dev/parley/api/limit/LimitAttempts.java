package dev.parley.api.limit;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import java.time.Duration;

/// Lets a password be tried only so often. An attempt is counted before it is made, so that many at once don't slip
/// through, and taken back when the password was right: only failures add up.
public final class LimitAttempts {
    private final AttemptStore store;
    private final AttemptLimits limits;
    private final LimitMetrics metrics;

    LimitAttempts(AttemptStore store, AttemptLimits limits, LimitMetrics metrics) {
        this.store = store;
        this.limits = limits;
        this.metrics = metrics;
    }

    /// Asks to try a password.
    ///
    /// @param account what is tried to be opened, existing or not
    /// @return the attempt, or [ErrorCode#RATE_LIMITED] with the time until the window ends
    public Answer<Attempt> begin(String account, CallerAddress address) {
        Attempt attempt = new Attempt("account:" + account, "address:" + address.key());
        AttemptStore.Tally ofAccount = store.count(attempt.accountKey, limits.window());
        AttemptStore.Tally ofAddress = store.count(attempt.addressKey, limits.window());
        boolean accountFull = ofAccount.attempts() > limits.perAccount();
        boolean addressFull = ofAddress.attempts() > limits.perAddress();
        if (!accountFull && !addressFull) {
            return Answer.given(attempt);
        }
        attempt.takeBack(); // What isn't tried isn't counted.
        metrics.limited();
        Duration accountRest = accountFull ? ofAccount.rest() : Duration.ZERO;
        Duration addressRest = addressFull ? ofAddress.rest() : Duration.ZERO;
        return Answer.denied(
                ErrorCode.RATE_LIMITED, accountRest.compareTo(addressRest) > 0 ? accountRest : addressRest);
    }

    /// One password about to be tried.
    public final class Attempt {
        private final String accountKey;
        private final String addressKey;

        private Attempt(String accountKey, String addressKey) {
            this.accountKey = accountKey;
            this.addressKey = addressKey;
        }

        /// The password was right, or it was not tried after all.
        public void takeBack() {
            store.uncount(accountKey);
            store.uncount(addressKey);
        }
    }
}
