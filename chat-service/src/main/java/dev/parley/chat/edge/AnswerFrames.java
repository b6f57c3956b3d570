package dev.parley.chat.edge;

import dev.parley.chat.admission.TokenBucket;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import java.io.InputStream;
import java.util.concurrent.Executor;

/// Answers the frames of one connection that has said hello. On one thread, `loop`.
final class AnswerFrames {
    /// Frames that can't be read: 20 at once, 2 a second in the long run. A program with more of them is broken,
    /// and is told so by a close.
    private static final TokenBucket.Size BAD_FRAMES = new TokenBucket.Size(2, 20);

    private final NettyConnection connection;
    private final EdgeParts parts;
    private final Answers answers;
    private final AcceptSends sends;
    private final AnswerPulls pulls;
    private final AnswerWishes wishes;
    private final TokenBucket badFrames;

    /// @param roomAgain runs on the loop when [#isFull] may have become false
    AnswerFrames(NettyConnection connection, EdgeParts parts, Executor loop, Runnable roomAgain) {
        this.connection = connection;
        this.parts = parts;
        this.answers = new Answers(connection, parts.metrics());
        this.sends = new AcceptSends(connection.user(), parts, answers, loop, roomAgain);
        this.pulls = new AnswerPulls(connection, parts, answers, loop);
        this.wishes = new AnswerWishes(connection, parts, answers, loop);
        this.badFrames = new TokenBucket(BAD_FRAMES, parts.ticker().nanos());
    }

    /// Whether reading on should wait.
    boolean isFull() {
        return sends.isFull();
    }

    /// @param bytes length of `json`, for the metrics
    void answer(InputStream json, int bytes) {
        switch (ClientFrameReader.read(json)) {
            case ClientFrameReader.Reading.Failed failed -> {
                parts.metrics().frameIn("bad", bytes);
                answers.error(failed.why(), failed.clientMessageId(), failed.requestId(), null);
                if (badFrames.take(parts.ticker().nanos()) > 0) {
                    connection.close(ErrorCode.TOO_MANY_ERRORS);
                }
            }
            case ClientFrameReader.Reading.Read read -> {
                parts.metrics().frameIn(typeOf(read.frame()), bytes);
                answer(read.frame());
            }
        }
    }

    private void answer(ClientFrame frame) {
        if (isOfAUser(frame)) {
            connection.active(parts.ticker().nanos());
        }
        switch (frame) {
            case ClientFrame.Send send -> sends.accept(send);
            case ClientFrame.Pull pull -> pulls.ask(pull);
            case ClientFrame.Read read -> wishes.read(read);
            case ClientFrame.MuteConversation mute -> wishes.mute(mute);
            case ClientFrame.Hello again -> connection.close(ErrorCode.HELLO_REPEATED);
            // A heartbeat has done its work by arriving: its client was heard. It gets no answer.
            case ClientFrame.Heartbeat beat -> {}
            case ClientFrame.Typing typing -> parts.typing().pass(connection.user(), typing.conversationId());
            case ClientFrame.Watch watch -> watch(watch);
            case ClientFrame.Unwatch unwatch -> parts.watches().unwatch(connection, unwatch.userIds());
            case ClientFrame.Ack ack -> parts.inboxes().confirm(connection, ack.cursor());
        }
    }

    /// Whether someone sits there, rather than a program that keeps a socket open.
    private static boolean isOfAUser(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send send -> true;
            case ClientFrame.Read read -> true;
            case ClientFrame.Typing typing -> true;
            case ClientFrame.MuteConversation mute -> true;
            case ClientFrame.Heartbeat beat -> beat.active();
            default -> false;
        };
    }

    private void watch(ClientFrame.Watch watch) {
        if (!parts.watches().watch(connection, watch.userIds())) {
            answers.error(new Refused(ErrorCode.TOO_MANY_WATCHED), null, null, null);
        }
    }

    private static String typeOf(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send send -> "send";
            case ClientFrame.Pull pull -> "pull";
            case ClientFrame.Read read -> "read";
            case ClientFrame.Hello hello -> "hello";
            case ClientFrame.MuteConversation mute -> "mute";
            case ClientFrame.Heartbeat beat -> "heartbeat";
            case ClientFrame.Typing typing -> "typing";
            case ClientFrame.Watch watch -> "watch";
            case ClientFrame.Unwatch unwatch -> "unwatch";
            case ClientFrame.Ack ack -> "ack";
        };
    }
}
