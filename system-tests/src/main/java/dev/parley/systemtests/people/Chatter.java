package dev.parley.systemtests.people;

import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// People who go on talking, whatever happens, until it is closed.
public final class Chatter implements AutoCloseable {
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(100);

    /// So long that inboxes only name it and its readers find it in the store.
    private static final String LONG = " and so on".repeat(2_000);

    private static final int LONG_EVERY = 50;
    private static final AtomicInteger TEXTS = new AtomicInteger();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /// @param speaker who speaks in which conversation
    public record Voice(Device speaker, ConversationId conversation) {}

    /// They speak in turn, ten messages a second together.
    public Chatter(Ledger ledger, List<Voice> voices) {
        this(ledger, voices, BETWEEN_MESSAGES);
    }

    /// They speak in turn.
    public Chatter(Ledger ledger, List<Voice> voices, Duration betweenMessages) {
        AtomicInteger turn = new AtomicInteger();
        timer.scheduleAtFixedRate(
                () -> {
                    Voice voice = voices.get(turn.getAndIncrement() % voices.size());
                    ledger.say(voice.speaker(), voice.conversation(), text(TEXTS.incrementAndGet()));
                },
                0,
                betweenMessages.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static String text(int number) {
        return "text " + number + (number % LONG_EVERY == 0 ? LONG : "");
    }

    @Override
    public void close() {
        timer.close();
    }
}
