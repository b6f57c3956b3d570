package dev.parley.chat.edge;

import dev.parley.chat.inbox.EncodedFrame;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.frame.ClientFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Answers the pulls of one connection, a few at a time. A pull is under way until the client's socket has taken
/// its page, so a client that
/// asks for much and reads slowly holds few pages here. On one thread, `loop`.
final class AnswerPulls {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final NettyConnection connection;
    private final EdgeParts parts;
    private final Answers answers;
    private final Executor loop;
    private final ArrayDeque<ClientFrame.Pull> waiting = new ArrayDeque<>(1);
    private int underWay;

    AnswerPulls(NettyConnection connection, EdgeParts parts, Answers answers, Executor loop) {
        this.connection = connection;
        this.parts = parts;
        this.answers = answers;
        this.loop = loop;
    }

    /// Every pull ends in one page or one error frame with its requestId.
    void ask(ClientFrame.Pull pull) {
        if (waiting.size() >= parts.settings().limits().pullsWaiting()) {
            error(pull, new Refused(ErrorCode.RATE_LIMITED), RETRY_AFTER);
            return;
        }
        waiting.add(pull);
        startNext();
    }

    private void startNext() {
        while (underWay < parts.settings().limits().pullsAtOnce() && connection.isOpen()) {
            ClientFrame.Pull pull = waiting.poll();
            if (pull == null) {
                return;
            }
            underWay++;
            start(pull);
        }
    }

    private void start(ClientFrame.Pull pull) {
        CompletionStage<Inboxes.Pulled> answer;
        try {
            answer = parts.inboxes()
                    .pull(connection.user(), pull.requestId(), pull.conversationId(), pull.after(), pull.limit());
        } catch (RuntimeException failure) {
            failed(pull, failure);
            return;
        }
        // Encoding a large page is not the event loop's work.
        answer.thenApply(pulled -> ending(pull, pulled))
                .exceptionally(failure -> () -> failed(pull, failure))
                .thenAcceptAsync(Runnable::run, loop);
    }

    private Runnable ending(ClientFrame.Pull pull, Inboxes.Pulled pulled) {
        return switch (pulled) {
            case Inboxes.Pulled.Events events -> {
                EncodedFrame page = EncodedFrame.of(events.page());
                yield () -> write(pull, page);
            }
            case Inboxes.Pulled.No no -> () -> refused(pull, no.why());
        };
    }

    private void write(ClientFrame.Pull pull, EncodedFrame page) {
        if (!connection.outbound().writePage(page, this::ended)) {
            error(pull, new Refused(ErrorCode.RETRY), RETRY_AFTER);
            ended();
        }
    }

    private void refused(ClientFrame.Pull pull, Refused why) {
        error(pull, why, null);
        ended();
    }

    private void failed(ClientFrame.Pull pull, Throwable failure) {
        refused(pull, new Refused(Answers.codeOf(failure, parts.metrics())));
    }

    private void ended() {
        underWay--;
        // Not at once: a row of pulls that fail at once would nest.
        if (!waiting.isEmpty()) {
            loop.execute(this::startNext);
        }
    }

    private void error(ClientFrame.Pull pull, Refused why, @Nullable Duration retryAfter) {
        answers.error(why, null, pull.requestId().isEmpty() ? null : pull.requestId(), retryAfter);
    }
}
