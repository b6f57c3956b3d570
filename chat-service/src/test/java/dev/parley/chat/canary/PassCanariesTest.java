package dev.parley.chat.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PassCanariesTest {
    private static final int SLOTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeServer server = new FakeServer();
    private Set<Integer> owned = Set.of(2, 5);
    private long nanos;
    private final PassCanaries canaries = new PassCanaries(
            server,
            () -> owned,
            SLOTS,
            PATIENCE,
            new CanaryMetrics(meters),
            new Random(1),
            () -> nanos,
            () -> Instant.EPOCH.plusNanos(nanos));

    @Test
    void twoCanariesWriteToEachOtherInTurn() throws InterruptedException {
        server.delay = Duration.ofMillis(7);
        turns(4);
        assertThat(count("arrived")).isEqualTo(4);
        assertThat(meters.get("chat.canary.latency").timer().max(TimeUnit.MILLISECONDS))
                .isEqualTo(7);
        assertThat(server.authors.get(0)).isEqualTo(server.authors.get(2)).isNotEqualTo(server.authors.get(1));
        assertThat(server.authors).allMatch(Canaries::isOne);
        assertThat(new HashSet<>(server.names)).hasSize(4);
        assertThat(server.afterSeqs).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void whatOnlyItsAuthorHearsIsMissing() throws InterruptedException {
        server.tellsOthers = false;
        turns(1);
        assertThat(count("arrived")).isZero();
        nanos += PATIENCE.toNanos() - 1;
        turns(1);
        assertThat(count("missing")).isZero();
        nanos += 1;
        turns(1);
        assertThat(count("missing")).isEqualTo(1);
    }

    @Test
    void aRefusalCountsAtOnceAndOnce() throws InterruptedException {
        server.refuses = true;
        turns(1);
        nanos += PATIENCE.toNanos();
        turns(1);
        assertThat(count("refused")).isEqualTo(2);
        assertThat(count("missing")).isZero();
    }

    @Test
    void whoIsNotLetInCountsAndComesAgain() throws InterruptedException {
        server.letsIn = false;
        turns(2);
        assertThat(count("not_let_in")).isEqualTo(2);
        server.letsIn = true;
        turns(1);
        assertThat(count("arrived")).isEqualTo(1);
    }

    @Test
    void aLineThatWasClosedIsOpenedAnew() throws InterruptedException {
        turns(1);
        int before = server.lines.size();
        server.lines.getLast().close();
        turns(1);
        assertThat(server.lines).hasSize(before + 2);
        assertThat(server.lines.subList(0, before)).noneMatch(CanaryClient.Line::isOpen);
        assertThat(count("arrived")).isEqualTo(2);
    }

    @Test
    void inTimeEveryOwnedSlotIsTriedAndNoOther() throws InterruptedException {
        turns(PassCanaries.MESSAGES_OF_A_PAIR * 20);
        assertThat(server.authors.stream().map(author -> Slots.of(author, SLOTS)))
                .containsOnly(2, 5)
                .contains(2, 5);
        assertThat(server.conversations).hasSize(4);
    }

    @Test
    void aServerWithoutSlotsHasNobodyToMiss() throws InterruptedException {
        owned = Set.of();
        turns(3);
        assertThat(server.lines).isEmpty();
        assertThat(count("not_let_in")).isZero();
    }

    private void turns(int turns) throws InterruptedException {
        for (int i = 0; i < turns; i++) {
            canaries.turn();
        }
    }

    private double count(String outcome) {
        return meters.get("chat.canary.exchanges")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /// Delivers at once, to whom it is told to.
    private final class FakeServer implements CanaryClient {
        final List<UserId> authors = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        final List<Long> afterSeqs = new ArrayList<>();
        final List<FakeLine> lines = new ArrayList<>();
        final Set<ConversationId> conversations = new HashSet<>();
        boolean letsIn = true;
        boolean tellsOthers = true;
        boolean refuses;
        Duration delay = Duration.ZERO;
        long seq;

        @Override
        public Line open(UserId user, Ear ear) throws CanaryRefusedException {
            if (!letsIn) {
                throw new CanaryRefusedException("closed");
            }
            FakeLine line = new FakeLine(user, ear);
            lines.add(line);
            return line;
        }

        private final class FakeLine implements Line {
            private final UserId user;
            private final Ear ear;
            private boolean open = true;

            FakeLine(UserId user, Ear ear) {
                this.user = user;
                this.ear = ear;
            }

            @Override
            public void send(ConversationId conversation, String name, String text, long afterSeq) {
                authors.add(user);
                names.add(name);
                afterSeqs.add(afterSeq);
                conversations.add(conversation);
                if (refuses) {
                    ear.refused(name);
                    return;
                }
                seq++;
                nanos += delay.toNanos();
                lines.stream()
                        .filter(line -> line.open && (tellsOthers || line == this))
                        .forEach(line -> line.ear.heard(user, name, seq));
            }

            @Override
            public void beat() {}

            @Override
            public boolean isOpen() {
                return open;
            }

            @Override
            public long lastSeq(ConversationId conversation) {
                return seq;
            }

            @Override
            public void close() {
                open = false;
            }
        }
    }
}
