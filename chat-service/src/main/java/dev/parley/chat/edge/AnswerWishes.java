package dev.parley.chat.edge;

import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Carries out one connection's wishes to move read marks and to mute, one after another in their order: the next
/// one begins when the one before is durable or has failed. So the last wish is the last one to arrive, and a
/// connection has at most one store read of a mark under way. On one thread, `loop`.
///
/// Of several marks that wait for the same conversation the furthest is kept, of several mutes the last. What waits is
/// carried out also if the connection ends: who closes a page has read what it said.
final class AnswerWishes {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private enum Kind {
        READ,
        MUTE
    }

    private record About(Kind kind, ConversationId conversation) {}

    private sealed interface Wish {
        record Read(long seq) implements Wish {}

        record Muting(Mute until) implements Wish {}
    }

    private final NettyConnection connection;
    private final EdgeParts parts;
    private final Answers answers;
    private final Executor loop;
    private final Map<About, Wish> waiting = new LinkedHashMap<>(2);
    private boolean underWay;

    AnswerWishes(NettyConnection connection, EdgeParts parts, Answers answers, Executor loop) {
        this.connection = connection;
        this.parts = parts;
        this.answers = answers;
        this.loop = loop;
    }

    void read(ClientFrame.Read read) {
        About about = new About(Kind.READ, read.conversationId());
        long seq = waiting.get(about) instanceof Wish.Read(long further) ? Math.max(further, read.seq()) : read.seq();
        want(about, new Wish.Read(seq));
    }

    void mute(ClientFrame.MuteConversation mute) {
        want(new About(Kind.MUTE, mute.conversationId()), new Wish.Muting(mute.until()));
    }

    private void want(About about, Wish wish) {
        if (!waiting.containsKey(about)
                && waiting.size() >= parts.settings().limits().wishesWaiting()) {
            error(new Refused(ErrorCode.RATE_LIMITED), RETRY_AFTER);
            return;
        }
        waiting.put(about, wish);
        startNext();
    }

    private void startNext() {
        Iterator<Map.Entry<About, Wish>> oldestFirst = waiting.entrySet().iterator();
        if (underWay || !oldestFirst.hasNext()) {
            return;
        }
        Map.Entry<About, Wish> next = oldestFirst.next();
        oldestFirst.remove();
        underWay = true;
        start(next.getKey().conversation(), next.getValue())
                .whenCompleteAsync((marked, failure) -> ended(marked, failure), loop);
    }

    private CompletionStage<Inboxes.Marked> start(ConversationId conversation, Wish wish) {
        try {
            return switch (wish) {
                case Wish.Read(long seq) -> parts.inboxes().read(connection, conversation, seq);
                case Wish.Muting(Mute until) -> parts.inboxes().mute(connection, conversation, until);
            };
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void ended(Inboxes.@Nullable Marked marked, @Nullable Throwable failure) {
        underWay = false;
        switch (marked) {
            case Inboxes.Marked.Done done -> {}
            case Inboxes.Marked.No no -> error(no.why(), null);
            case null ->
                error(
                        new Refused(failure == null ? ErrorCode.INTERNAL : Answers.codeOf(failure, parts.metrics())),
                        null);
        }
        startNext();
    }

    private void error(Refused why, @Nullable Duration retryAfter) {
        answers.error(why, null, null, retryAfter);
    }
}
