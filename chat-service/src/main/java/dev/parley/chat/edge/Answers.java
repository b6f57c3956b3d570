package dev.parley.chat.edge;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.frame.ServerFrame;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Error frames of one connection: each is counted, and a fault of ours is logged. Safe for any number of threads.
record Answers(Connection connection, EdgeMetrics metrics) {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    void sendRefused(ErrorCode code, String clientMessageId) {
        error(new Refused(code), clientMessageId, null, null);
    }

    void sendRefused(ErrorCode code, String clientMessageId, Duration retryAfter) {
        error(new Refused(code), clientMessageId, null, retryAfter);
    }

    void sendFailed(Throwable failure, String clientMessageId) {
        error(new Refused(codeOf(failure, metrics)), clientMessageId, null, null);
    }

    void error(
            Refused why, @Nullable String clientMessageId, @Nullable String requestId, @Nullable Duration retryAfter) {
        metrics.refused(why.code());
        connection.send(new ServerFrame.Error(why.code(), why.detail(), clientMessageId, requestId, retryAfter));
    }

    /// [ErrorCode#RETRY] for trouble that passes; anything else is a fault of ours, counted and logged here.
    static ErrorCode codeOf(Throwable failure, EdgeMetrics metrics) {
        if (isTrouble(failure)) {
            return ErrorCode.RETRY;
        }
        metrics.fault();
        log.atError().setMessage("edge_fault").setCause(causeOf(failure)).log();
        return ErrorCode.INTERNAL;
    }

    /// Whether it passes, and is no fault of ours.
    static boolean isTrouble(Throwable failure) {
        return causeOf(failure) instanceof UnavailableException;
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
