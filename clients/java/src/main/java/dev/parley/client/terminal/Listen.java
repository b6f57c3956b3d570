package dev.parley.client.terminal;

import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.id.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `--listen`: prints events, and marks read what it printed. Of what was there before it began, only what counts
/// as unread: messages of others.
final class Listen implements ClientListener {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    /// Between the server and standard output; while it is full, the server is not read.
    private static final int MAX_WAITING = 1_000;

    /// @param live came as it happened
    private record Heard(ConversationEvent event, boolean live) {}

    private final Options options;
    private final Options.Action.Listen action;
    private final Surroundings surroundings;
    private final Clock clock;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(MAX_WAITING);
    /// Of each conversation, the first seq that came live. Used by the listener's thread only.
    private final Map<ConversationId, Long> liveFrom = new HashMap<>();

    Listen(Options options, Options.Action.Listen action, Surroundings surroundings, Clock clock) {
        this.options = options;
        this.action = action;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public void headChanged(Head head, @Nullable ConversationEvent event) {
        if (event != null) {
            liveFrom.merge(event.conversation(), event.seq(), Math::min);
        }
    }

    @Override
    public void event(ConversationEvent event) {
        boolean live = event.seq() >= liveFrom.getOrDefault(event.conversation(), Long.MAX_VALUE);
        try {
            heard.put(new Heard(event, live));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @throws StoppedException `TIMED_OUT` if fewer events came than were asked for
    ExitCode run(ParleyClient client) throws InterruptedException {
        Instant deadline = clock.instant().plus(options.timeout().orElse(FOREVER));
        Optional<ConversationId> only = options.to().map(new Targets(client.api())::find);
        awaitLive(client);
        Function<ConversationEvent, String> text = text(client);
        int printed = 0;
        while (action.count() == 0 || printed < action.count()) {
            Duration left = Duration.between(clock.instant(), deadline);
            Heard next = heard.poll(left.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                return ended(printed);
            }
            ConversationEvent event = next.event();
            boolean counts = next.live() || event.isMessage() && !event.author().equals(client.userId());
            if (counts && only.map(event.conversation()::equals).orElse(true)) {
                surroundings.out().println(text.apply(event));
                if (surroundings.out().checkError()) {
                    return ExitCode.OK; // Whoever read the output has gone.
                }
                client.read(event.conversation(), event.seq());
                printed++;
            }
        }
        return ExitCode.OK;
    }

    private void awaitLive(ParleyClient client) throws InterruptedException {
        Duration patience = options.timeout()
                .filter(given -> given.compareTo(CONNECT_TIMEOUT) < 0)
                .orElse(CONNECT_TIMEOUT);
        try {
            client.awaitLive(patience);
        } catch (TimeoutException late) {
            throw client.connection().isFinal()
                    ? new StoppedException(ExitCode.LOGIN_FAILED, "This device was logged out.")
                    : new StoppedException(ExitCode.UNREACHABLE, "No connection in " + patience.toSeconds() + " s.");
        }
    }

    private Function<ConversationEvent, String> text(ParleyClient client) {
        People people = new People(client.api());
        if (options.json()) {
            return new EventJson(people)::of;
        }
        Titles titles = new Titles(client.api(), people);
        EventText texts = new EventText(people, clock);
        return event -> "[" + titles.of(event.conversation()) + "] " + texts.of(event);
    }

    private ExitCode ended(int printed) {
        if (action.count() == 0) {
            return ExitCode.OK;
        }
        throw new StoppedException(
                ExitCode.TIMED_OUT, "Time is up after " + printed + " of " + action.count() + " events.");
    }
}
