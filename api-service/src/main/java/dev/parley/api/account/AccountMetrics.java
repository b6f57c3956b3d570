package dev.parley.api.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/// Measures hashing, waiting included.
final class AccountMetrics implements PasswordHashing {
    private final PasswordHashing hashing;
    private final Timer time;
    private final Counter busy;

    AccountMetrics(PasswordHashing hashing, MeterRegistry registry) {
        this.hashing = hashing;
        time = Timer.builder("api.password.hashing")
                .description("Hashing one password, waiting for a thread included")
                .register(registry);
        busy = Counter.builder("api.password.busy")
                .description("Passwords not hashed because too many waited")
                .register(registry);
    }

    @Override
    public String hash(Password password) {
        return measured(() -> hashing.hash(password));
    }

    @Override
    public boolean matches(Password password, String hash) {
        return measured(() -> hashing.matches(password, hash));
    }

    private <T> T measured(Supplier<T> work) {
        Timer.Sample sample = Timer.start();
        try {
            T result = work.get();
            sample.stop(time);
            return result;
        } catch (BusyException full) {
            busy.increment();
            throw full;
        }
    }
}
