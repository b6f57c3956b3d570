package dev.parley.bench.load;

import dev.parley.contracts.id.ConversationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A device that comes back and pulls all that it lacks: behind its welcome a `pull` for each conversation at once.
///
/// Methods are for other threads than the loop's.
public final class Puller {
    private static final byte[] WELCOME = Bytes.of("{\"type\":\"welcome\",");
    private static final byte[] PAGE = Bytes.of("{\"type\":\"page\",");
    private static final byte[] ERROR = Bytes.of("{\"type\":\"error\",");
    private static final byte[] SEQ = Bytes.of("\"seq\":");
    private static final int MOST_OF_A_PAGE = 200;

    private final Loop loop;
    private final Entrance entrance;

    public Puller(Loop loop, Entrance entrance) {
        this.loop = loop;
        this.entrance = entrance;
    }

    /// @param nanos from hello to the last page
    /// @param events of all pages
    /// @param bytes of the welcome and the pages
    public record Caught(long nanos, int events, long bytes) {}

    /// @param member as [Member#comingBack] made it
    /// @param conversations that it knows nothing of, with at most 200 events each
    /// @throws IllegalStateException if the connection ends, an error comes, or it takes too long
    public Caught catchUp(Member member, List<ConversationId> conversations, Duration longest) {
        CompletableFuture<Caught> done = new CompletableFuture<>();
        Entrance.Way way = entrance.of(member.person());
        Listening listening = new Listening(member, way.ticket(), conversations, done);
        Socket socket = loop.call(() -> Socket.connect(loop, way.address(), way.path(), listening));
        try {
            return done.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("what was missed did not come", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            loop.run(socket::abort);
        }
    }

    private final class Listening implements Socket.Listener {
        private final Member member;
        private final String ticket;
        private final List<ConversationId> conversations;
        private final CompletableFuture<Caught> done;
        private long helloNanos;
        private int pages;
        private int events;
        private long bytes;

        Listening(Member member, String ticket, List<ConversationId> conversations, CompletableFuture<Caught> done) {
            this.member = member;
            this.ticket = ticket;
            this.conversations = conversations;
            this.done = done;
        }

        @Override
        public void opened(Socket socket) {
            helloNanos = loop.nanos();
            socket.write(Bytes.of("{\"type\":\"hello\",\"ticket\":\"" + ticket + "\",\"deviceId\":\""
                    + member.person().device() + "\",\"cursor\":\"" + member.cameWith() + "\"}"));
        }

        @Override
        public void text(Socket socket, byte[] frame, int length) {
            if (Bytes.startsWith(frame, length, WELCOME)) {
                bytes += length;
                for (ConversationId conversation : conversations) {
                    socket.write(Bytes.of("{\"type\":\"pull\",\"conversationId\":\"" + conversation.value()
                            + "\",\"after\":0,\"limit\":" + MOST_OF_A_PAGE + "}"));
                }
            } else if (Bytes.startsWith(frame, length, PAGE)) {
                bytes += length;
                events += Bytes.count(frame, length, SEQ);
                if (++pages == conversations.size()) {
                    done.complete(new Caught(loop.nanos() - helloNanos, events, bytes));
                }
            } else if (Bytes.startsWith(frame, length, ERROR)) {
                done.completeExceptionally(
                        new IllegalStateException(new String(frame, 0, length, StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void closed(Socket socket, String why) {
            done.completeExceptionally(new IllegalStateException("a connection ended: " + why));
        }
    }
}
