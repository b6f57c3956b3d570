package dev.parley.chat.canary;

import dev.parley.chat.canary.CanaryMetrics.Outcome;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two canaries of slots that this server owns write to each other in turn, one message at each turn, and after a while
/// give way to two of other slots, so that in time every slot and every partition of the log is tried. For one thread.
final class PassCanaries {
    private static final Logger log = LoggerFactory.getLogger(PassCanaries.class);

    /// Messages of one pair before another comes.
    static final int MESSAGES_OF_A_PAIR = 60;

    private static final String TEXT = "canary";

    private record Pair(ConversationId conversation, CanaryClient.Line one, CanaryClient.Line other, AtomicLong seq) {
        boolean isOpen() {
            return one.isOpen() && other.isOpen();
        }
    }

    private final CanaryClient client;
    private final Supplier<Set<Integer>> owned;
    private final int slots;
    private final Exchange exchange;
    private final CanaryMetrics metrics;
    private final RandomGenerator random;
    private final Ticker ticker;
    private final InstantSource clock;
    private @Nullable Pair pair;
    private int sent;

    /// @param owned this server's slots, of `slots`
    PassCanaries(
            CanaryClient client,
            Supplier<Set<Integer>> owned,
            int slots,
            Duration patience,
            CanaryMetrics metrics,
            RandomGenerator random,
            Ticker ticker,
            InstantSource clock) {
        this.client = client;
        this.owned = owned;
        this.slots = slots;
        this.exchange = new Exchange(patience);
        this.metrics = metrics;
        this.random = random;
        this.ticker = ticker;
        this.clock = clock;
    }

    /// Once each interval. A server that owns nothing has nobody who could be missed.
    void turn() throws InterruptedException {
        for (String name : exchange.missing(ticker.nanos())) {
            metrics.ended(Outcome.MISSING);
            log.atWarn()
                    .setMessage("canary_missing")
                    .addKeyValue("clientMessageId", name)
                    .log();
        }
        Pair current = pair;
        if (current == null || !current.isOpen() || sent % MESSAGES_OF_A_PAIR == 0) {
            leave();
            current = enter();
        }
        if (current != null) {
            say(current);
        }
    }

    private void say(Pair current) {
        current.one().beat();
        current.other().beat();
        // Never used again by the same canary, whoever owns its slot then.
        String name = "canary-" + clock.instant().toEpochMilli() + "-" + sent;
        CanaryClient.Line author = sent % 2 == 0 ? current.one() : current.other();
        exchange.sent(name, ticker.nanos());
        author.send(current.conversation(), name, TEXT, current.seq().get());
        sent++;
    }

    private @Nullable Pair enter() throws InterruptedException {
        List<Integer> ours = List.copyOf(owned.get());
        if (ours.isEmpty()) {
            return null;
        }
        UserId one = Canaries.of(ours.get(random.nextInt(ours.size())), slots, 0);
        UserId other = Canaries.of(ours.get(random.nextInt(ours.size())), slots, 1);
        AtomicLong seq = new AtomicLong();
        CanaryClient.Line first = null;
        try {
            first = client.open(one, ear(one, seq));
            CanaryClient.Line second = client.open(other, ear(other, seq));
            ConversationId conversation = ConversationId.direct(one, other);
            seq.accumulateAndGet(Math.max(first.lastSeq(conversation), second.lastSeq(conversation)), Math::max);
            pair = new Pair(conversation, first, second, seq);
        } catch (CanaryClient.CanaryRefusedException refused) {
            if (first != null) {
                first.close();
            }
            metrics.ended(Outcome.NOT_LET_IN);
            log.atWarn().setMessage("canary_not_let_in").setCause(refused).log();
        }
        return pair;
    }

    /// Both hear a message; it has arrived when the one who did not write it hears it.
    private CanaryClient.Ear ear(UserId self, AtomicLong seq) {
        return new CanaryClient.Ear() {
            @Override
            public void heard(UserId author, String clientMessageId, long newSeq) {
                seq.accumulateAndGet(newSeq, Math::max);
                if (!author.equals(self)) {
                    exchange.arrived(clientMessageId, ticker.nanos()).ifPresent(metrics::arrived);
                }
            }

            @Override
            public void refused(String clientMessageId) {
                if (exchange.refused(clientMessageId)) {
                    metrics.ended(Outcome.REFUSED);
                }
            }
        };
    }

    void leave() {
        Pair leaving = pair;
        pair = null;
        if (leaving != null) {
            leaving.one().close();
            leaving.other().close();
        }
    }
}
