package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.answer.Answer;
import dev.parley.api.limit.CallerAddress;
import dev.parley.api.limit.Limits;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckPasswordTest {
    private static final CallerAddress HERE = CallerAddress.of("192.0.2.1");
    private static final UserId ALICE = new UserId(1);

    private final MemoryAccountStore accounts = new MemoryAccountStore();
    private final FakeHashing hashing = new FakeHashing();
    private final CheckPassword checkPassword =
            new CheckPassword(accounts, hashing, Limits.inMemory(2, 100), () -> "decoy");

    @BeforeEach
    void addAlice() {
        accounts.add(new Profile(ALICE, new UserName("alice"), "Alice", "", Instant.EPOCH), "#right password");
    }

    @Test
    void rightPasswordTellsWhoseItIs() {
        assertThat(checkPassword.check("ALICE", "right password", HERE)).isEqualTo(Answer.given(ALICE));
        assertThat(checkPassword.check(ALICE, "right password", HERE)).isEqualTo(Answer.given(ALICE));
    }

    @Test
    void unknownNameCostsAsMuchAsAWrongPassword() {
        assertThat(checkPassword.check("nobody", "right password", HERE)).isEqualTo(bad());
        assertThat(checkPassword.check("alice", "wrong password", HERE)).isEqualTo(bad());
        assertThat(hashing.tried).containsExactly("decoy", "#right password");
    }

    @Test
    void whatNobodyCanHaveIsNotTried() {
        assertThat(checkPassword.check("a", "right password", HERE)).isEqualTo(bad());
        assertThat(checkPassword.check("alice", "short", HERE)).isEqualTo(bad());
        assertThat(hashing.tried).isEmpty();
    }

    @Test
    void thirdTryAfterTwoFailuresIsRefusedUntried() {
        checkPassword.check("alice", "wrong password", HERE);
        checkPassword.check(ALICE, "wrong password", HERE);
        assertThat(checkPassword.check("Alice", "right password", HERE))
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        it -> assertThat(((Answer.Denied<?>) it).refused().code())
                                .isEqualTo(ErrorCode.RATE_LIMITED));
        assertThat(hashing.tried).hasSize(2);
    }

    @Test
    void busyHashingIsNoFailureOfTheCaller() {
        hashing.busy = true;
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> checkPassword.check("alice", "right password", HERE))
                    .isInstanceOf(PasswordHashing.BusyException.class);
        }
        hashing.busy = false;
        assertThat(checkPassword.check("alice", "right password", HERE)).isEqualTo(Answer.given(ALICE));
    }

    private static Answer<UserId> bad() {
        return Answer.denied(ErrorCode.BAD_CREDENTIALS);
    }

    /// A hash is the password behind a mark.
    private static final class FakeHashing implements PasswordHashing {
        private final List<String> tried = new ArrayList<>();
        private boolean busy;

        @Override
        public String hash(Password password) {
            return "#" + password.value();
        }

        @Override
        public boolean matches(Password password, String hash) {
            if (busy) {
                throw new BusyException();
            }
            tried.add(hash);
            return hash.equals(hash(password));
        }
    }
}
