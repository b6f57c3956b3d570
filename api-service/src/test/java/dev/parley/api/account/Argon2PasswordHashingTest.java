package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class Argon2PasswordHashingTest {
    private static final Password PASSWORD = new Password("correct horse");

    @Test
    void hashMatchesItsPasswordOnlyAndSaysHowItWasMade() {
        try (Argon2PasswordHashing hashing = new Argon2PasswordHashing(1, 1)) {
            String hash = hashing.hash(PASSWORD);
            assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(hashing.matches(PASSWORD, hash)).isTrue();
            assertThat(hashing.matches(new Password("correct house"), hash)).isFalse();
            assertThat(hashing.hash(PASSWORD)).isNotEqualTo(hash);
        }
    }

    @Test
    void moreThanMayWaitAreBusyAndTheRestIsDone() throws Exception {
        try (Argon2PasswordHashing hashing = new Argon2PasswordHashing(1, 1);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(callers.submit(() -> hashing.hash(PASSWORD)));
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(results)
                    .filteredOn(it -> it.state() == Future.State.SUCCESS)
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(results)
                    .filteredOn(it -> it.state() == Future.State.FAILED)
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.exceptionNow()).isInstanceOf(PasswordHashing.BusyException.class));
        }
    }

    @Test
    void closedHashingIsBusy() {
        Argon2PasswordHashing hashing = new Argon2PasswordHashing(1, 1);
        hashing.close();
        assertThatThrownBy(() -> hashing.hash(PASSWORD)).isInstanceOf(PasswordHashing.BusyException.class);
    }
}
