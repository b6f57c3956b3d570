package dev.parley.api.account;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Argon2id (RFC 9106) with the parameters OWASP names: 19 MiB, 2 passes, 1 lane. The hash text carries its
/// parameters, so stronger ones can come later.
///
/// Hashing runs on its own few platform threads: that bounds its memory, and the system takes turns between it
/// and
/// the virtual threads that serve everything else.
final class Argon2PasswordHashing implements PasswordHashing, AutoCloseable {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final ThreadPoolExecutor threads;

    /// @param threadCount passwords hashed at the same time; each takes 19 MiB
    /// @param queue passwords that may wait; the next one is answered "busy", so that callers don't wait longer
    /// than they
    /// would listen
    Argon2PasswordHashing(int threadCount, int queue) {
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("password-", 1).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String hash(Password password) {
        return run(() -> {
            String hash = encoder.encode(password.value());
            if (hash == null) {
                throw new IllegalStateException("no hash");
            }
            return hash;
        });
    }

    @Override
    public boolean matches(Password password, String hash) {
        return run(() -> encoder.matches(password.value(), hash));
    }

    private <T> T run(Callable<T> work) {
        try {
            Future<T> result = threads.submit(work);
            return result.get();
        } catch (RejectedExecutionException full) {
            throw new BusyException();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
