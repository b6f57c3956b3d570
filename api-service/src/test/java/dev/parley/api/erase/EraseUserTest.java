package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.admin.Act;
import dev.parley.api.admin.Admin;
import dev.parley.api.admin.AuditStore;
import dev.parley.api.answer.Answer;
import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EraseUserTest {
    private static final UserId ALICE = new UserId(7);
    private static final Admin OLGA = new Admin("olga");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> STEPS = List.of(
            "suspend", "act erase", "online?", "groups", "addresses", "talk", "last seen", "rows", "act erased");

    /// What was done, in its order.
    private final List<String> done = new ArrayList<>();

    private final EraseUser eraseUser = new EraseUser(
            new Audit(),
            user -> step("suspend", 1),
            new LastSeen(),
            user -> step("groups", 2),
            user -> step("addresses", 3),
            user -> step("talk", new Receipt.Talk(4, 5)),
            new Rows(),
            () -> NOW);

    private boolean exists = true;
    private boolean online;
    private boolean inAGroup;
    private @Nullable String failing;

    @Test
    void stepsComeInTheirOrderAndTheReceiptSaysWhatWent() {
        assertThat(erase())
                .isEqualTo(Answer.given(
                        new Receipt(ALICE, NOW, 2, 3, 1, new Receipt.Talk(4, 5), new Receipt.Rows(6, 7, 8))));
        assertThat(done).isEqualTo(STEPS);
    }

    @Test
    void whoIsStillOnlineIsLoggedOutAndKeepsTheRestForNow() {
        online = true;
        assertThat(erase()).isInstanceOfSatisfying(Answer.Denied.class, denied -> {
            assertThat(denied.refused().code()).isEqualTo(ErrorCode.RETRY);
            assertThat(denied.refused().detail()).contains("still online");
            assertThat(denied.retryAfter()).isEqualTo(EraseUser.ASK_AGAIN);
        });
        assertThat(done).isEqualTo(STEPS.subList(0, 3));
    }

    @Test
    void whereverItFailsTheAccountStaysAndTheNextCallEndsIt() {
        for (String step : List.of("suspend", "online?", "groups", "addresses", "talk", "last seen", "rows")) {
            exists = true;
            done.clear();
            failing = step;
            assertThatThrownBy(this::erase).as(step).isInstanceOf(UnavailableException.class);
            assertThat(exists).as(step).isTrue();
            assertThat(done).as(step).doesNotContain("act erased");
            failing = null;
            assertThat(erase()).as(step).isInstanceOf(Answer.Given.class);
            assertThat(exists).as(step).isFalse();
        }
    }

    @Test
    void whoIsNotThereIsUnknownAndNothingIsWrittenDown() {
        erase();
        done.clear();
        assertThat(erase()).isEqualTo(Answer.denied(ErrorCode.UNKNOWN_USER));
        assertThat(done).isEmpty();
    }

    @Test
    void whoWasAddedToAGroupMeanwhileStaysUntilAskedForAgain() {
        inAGroup = true;
        assertThat(erase())
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied -> assertThat(denied.refused().code()).isEqualTo(ErrorCode.RETRY));
        assertThat(done).doesNotContain("act erased");
        assertThat(exists).isTrue();
    }

    private Answer<Receipt> erase() {
        return eraseUser.erase(ALICE, OLGA, "asked for it");
    }

    private <T> T step(String name, T result) {
        if (name.equals(failing)) {
            throw new UnavailableException(name, null);
        }
        done.add(name);
        return result;
    }

    private final class Audit implements AuditStore {
        @Override
        public <T> T recorded(Act act, Supplier<T> deed) {
            T result = deed.get();
            assertThat(act)
                    .isIn(
                            Act.on(ALICE, OLGA, Act.Kind.ERASE, "asked for it"),
                            Act.on(ALICE, OLGA, Act.Kind.ERASED, "asked for it"));
            done.add(act.kind() == Act.Kind.ERASE ? "act erase" : "act erased");
            return result;
        }

        @Override
        public List<Recorded> newest(@Nullable UserId user, long before, int limit) {
            return List.of();
        }
    }

    private final class LastSeen implements LastSeenStore {
        @Override
        public boolean isOnline(UserId user) {
            return step("online?", online);
        }

        @Override
        public boolean forget(UserId user) {
            return step("last seen", true);
        }
    }

    private final class Rows implements UserRowStore {
        @Override
        public boolean exists(UserId user) {
            return exists;
        }

        @Override
        public Receipt.Rows remove(UserId user) {
            if (inAGroup) {
                throw new NotErasedException(new Refused(ErrorCode.RETRY));
            }
            Receipt.Rows removed = step("rows", new Receipt.Rows(6, 7, 8));
            exists = false;
            return removed;
        }
    }
}
