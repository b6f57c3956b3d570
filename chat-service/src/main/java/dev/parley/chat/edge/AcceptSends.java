package dev.parley.chat.edge;

import dev.parley.chat.canary.Canaries;
import dev.parley.chat.conversation.Buckets;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Takes the messages of one connection: checks them, stamps them, appends them to their conversation's log. On one
/// thread, `loop`.
///
/// Messages to one conversation are appended in the order they came. Where it is not known at once whether the
/// other user exists, those behind wait with the first; all of them have the same other user, so one answer serves
/// them.
final class AcceptSends {
    /// Beyond these, [#isFull] asks for no more frames until an answer about some user has come, which takes at
    /// most twice the look-up's bound.
    private static final int MAX_WAITING = 256;

    private static final int MAX_WAITING_CHARS = 1 << 20;

    private final UserId sender;
    private final EdgeParts parts;
    private final Answers answers;
    private final Executor loop;
    private final Runnable roomAgain;

    private final Map<ConversationId, Queue<ClientFrame.Send>> waiting = new HashMap<>();
    private int waitingSends;
    private int waitingChars;

    /// @param roomAgain runs on the loop when [#isFull] may have become false
    AcceptSends(UserId sender, EdgeParts parts, Answers answers, Executor loop, Runnable roomAgain) {
        this.sender = sender;
        this.parts = parts;
        this.answers = answers;
        this.loop = loop;
        this.roomAgain = roomAgain;
    }

    boolean isFull() {
        return waitingSends >= MAX_WAITING || waitingChars >= MAX_WAITING_CHARS;
    }

    /// Every send ends in exactly one of: an entry in the log, or an error frame with its clientMessageId. After
    /// `retry` it may be both.
    void accept(ClientFrame.Send send) {
        ErrorCode problem = problem(send);
        if (problem != null) {
            answers.sendRefused(problem, send.clientMessageId());
            return;
        }
        Duration wait = parts.rates().take(sender, price(send));
        if (wait.isPositive()) {
            answers.sendRefused(ErrorCode.RATE_LIMITED, send.clientMessageId(), wait);
            return;
        }
        if (send.conversationId() instanceof ConversationId.Direct direct
                && !direct.other(sender).equals(sender)
                && !Canaries.isOne(sender)) {
            askThenAppend(send, direct);
        } else {
            append(send);
        }
    }

    /// A message that may be a retry from far back makes the sequencer, which serves everyone, look for its first
    /// attempt
    /// in all that was said since: one more for each of the store's partitions.
    private long price(ClientFrame.Send send) {
        long newest = parts.inboxes().newestSeq(sender, send.conversationId());
        return 1 + Math.max(0, Buckets.of(newest) - Buckets.of(send.afterSeq()));
    }

    private @Nullable ErrorCode problem(ClientFrame.Send send) {
        if (send.conversationId() instanceof ConversationId.Direct direct && !direct.has(sender)) {
            return ErrorCode.NOT_A_MEMBER;
        }
        return Text.problem(send.text()).orElse(null);
    }

    private void askThenAppend(ClientFrame.Send send, ConversationId.Direct conversation) {
        Queue<ClientFrame.Send> behind = waiting.get(conversation);
        if (behind != null) {
            await(send, behind);
            return;
        }
        CompletableFuture<Boolean> exists = exists(conversation.other(sender));
        if (exists.isDone() && !exists.isCompletedExceptionally()) {
            settle(send, exists.join(), null);
            return;
        }
        Queue<ClientFrame.Send> queue = new ArrayDeque<>();
        waiting.put(conversation, queue);
        await(send, queue);
        exists.exceptionallyCompose(failure -> hasTalkedWith(conversation, failure))
                .whenCompleteAsync((found, failure) -> answered(conversation, found, failure), loop);
    }

    /// Whoever stands in the sender's inbox exists, also while the API service does not answer.
    private CompletionStage<Boolean> hasTalkedWith(ConversationId.Direct conversation, Throwable failure) {
        if (!Answers.isTrouble(failure)) {
            return CompletableFuture.failedFuture(failure);
        }
        return parts.inboxes().knows(sender, conversation).thenCompose(known -> {
            if (!known) {
                return CompletableFuture.failedFuture(failure);
            }
            parts.users().remember(conversation.other(sender));
            return CompletableFuture.completedFuture(true);
        });
    }

    private CompletableFuture<Boolean> exists(UserId other) {
        try {
            return parts.users().exists(other).toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void await(ClientFrame.Send send, Queue<ClientFrame.Send> queue) {
        queue.add(send);
        waitingSends++;
        waitingChars += send.text().length();
    }

    private void answered(ConversationId conversation, @Nullable Boolean found, @Nullable Throwable failure) {
        Queue<ClientFrame.Send> sends = waiting.remove(conversation);
        if (sends == null) {
            throw new IllegalStateException("an answer nobody waits for");
        }
        for (ClientFrame.Send send : sends) {
            waitingSends--;
            waitingChars -= send.text().length();
            settle(send, found, failure);
        }
        roomAgain.run();
    }

    private void settle(ClientFrame.Send send, @Nullable Boolean found, @Nullable Throwable failure) {
        if (failure != null) {
            answers.sendFailed(failure, send.clientMessageId());
        } else if (Boolean.TRUE.equals(found)) {
            append(send);
        } else {
            answers.sendRefused(ErrorCode.UNKNOWN_USER, send.clientMessageId());
        }
    }

    private void append(ClientFrame.Send send) {
        long start = parts.ticker().nanos();
        try {
            LogEntry entry =
                    new LogEntry.Send(parts.ids().next(), sender, send.clientMessageId(), send.text(), send.afterSeq());
            parts.log().append(send.conversationId(), entry).whenComplete((done, failure) -> {
                parts.metrics().appended(Duration.ofNanos(parts.ticker().nanos() - start));
                if (failure != null) {
                    answers.sendFailed(failure, send.clientMessageId());
                }
            });
        } catch (RuntimeException failure) {
            answers.sendFailed(failure, send.clientMessageId());
        }
    }
}
