package dev.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.answer.Answer;
import dev.parley.contracts.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitAttemptsTest {
    private static final CallerAddress HERE = CallerAddress.of("192.0.2.1");
    private static final CallerAddress THERE = CallerAddress.of("192.0.2.2");
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final ManualTicker ticker = new ManualTicker();
    private final FallbackAttemptStore store =
            new FallbackAttemptStore(new MemoryAttemptStore(ticker), new MemoryAttemptStore(ticker), ticker);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LimitAttempts limit =
            new LimitAttempts(store, new AttemptLimits(3, 5, WINDOW), new LimitMetrics(registry, store));

    @Test
    void accountIsLockedFromEverywhereUntilTheWindowEnds() {
        for (int i = 0; i < 3; i++) {
            fail("alice", HERE);
        }
        Answer.Denied<?> denied = denied("alice", THERE);
        assertThat(denied.refused().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(denied.retryAfter()).isEqualTo(WINDOW);
        fail("bob", THERE);
        ticker.advance(WINDOW);
        fail("alice", HERE);
        assertThat(registry.counter("api.login.limited").count()).isEqualTo(1);
    }

    @Test
    void addressIsLockedForAllAccounts() {
        for (int i = 0; i < 5; i++) {
            fail("user" + i, HERE);
        }
        denied("alice", HERE);
        fail("alice", THERE);
    }

    @Test
    void attemptsAreCountedBeforeTheyAreMade() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.begin("alice", HERE)).isInstanceOf(Answer.Given.class);
        }
        denied("alice", HERE);
    }

    @Test
    void whatWasRightOrRefusedIsNotCounted() {
        for (int i = 0; i < 20; i++) {
            begin("alice", HERE).takeBack();
        }
        for (int i = 0; i < 3; i++) {
            fail("alice", HERE);
        }
        for (int i = 0; i < 20; i++) {
            denied("alice", HERE);
        }
        fail("bob", HERE); // The refused ones did not fill the address.
    }

    @Test
    void addressesOfOneNetworkAreOne() {
        assertThat(CallerAddress.of("2001:db8:1:2:aaaa::1")).isEqualTo(CallerAddress.of("2001:db8:1:2::2"));
        assertThat(CallerAddress.of("2001:db8:1:2::1")).isNotEqualTo(CallerAddress.of("2001:db8:1:3::1"));
        assertThat(CallerAddress.of("192.0.2.1")).isEqualTo(new CallerAddress("192.0.2.1"));
        assertThat(CallerAddress.of("unknown")).isEqualTo(new CallerAddress("unknown"));
    }

    private LimitAttempts.Attempt begin(String account, CallerAddress from) {
        return switch (limit.begin(account, from)) {
            case Answer.Given<LimitAttempts.Attempt> it -> it.value();
            case Answer.Denied<LimitAttempts.Attempt> it -> throw new AssertionError(it);
        };
    }

    private void fail(String account, CallerAddress from) {
        begin(account, from);
    }

    private Answer.Denied<LimitAttempts.Attempt> denied(String account, CallerAddress from) {
        Answer<LimitAttempts.Attempt> answer = limit.begin(account, from);
        assertThat(answer).isInstanceOf(Answer.Denied.class);
        return (Answer.Denied<LimitAttempts.Attempt>) answer;
    }
}
