package dev.parley.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sends messages at their intended times, whatever comes back (an open loop), in turn to all conversations and by all
/// their members, and counts each at each of its readers.
public final class Sends implements Crowd.Traffic {
    /// With so much of a second's traffic under way the rate is not being kept, and sending more would only queue.
    private static final double SECONDS_BEHIND = 2;
    /// Without anything coming for so long nothing more is to come.
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    /// A second delivery would come close behind the first.
    private static final long FOR_DOUBLES_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private static final byte[] SEND = Bytes.of("{\"type\":\"send\",\"clientMessageId\":\"");
    private static final byte[] CONVERSATION = Bytes.of("\",\"conversationId\":\"");
    private static final byte[] TEXT = Bytes.of("\",\"text\":\"");
    private static final byte[] AFTER = Bytes.of("\",\"afterSeq\":");
    private static final byte[] END = Bytes.of("}");

    private final Loop loop;
    private final Crowd crowd;
    private final List<List<Member>> conversations;
    private final Window window;
    private final String prefix;
    private final byte[][] texts;
    private final int readers;
    private final Tally tally;
    private final Latencies deliveries = new Latencies();
    private final Latencies ticks = new Latencies();
    private final Latencies lags = new Latencies();
    private final long[] firstNanos;
    private final long[] lastNanos;
    private final CompletableFuture<Boolean> measuring = new CompletableFuture<>();
    private final CompletableFuture<Boolean> sentAll = new CompletableFuture<>();
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private long startNanos;
    private long lastCameNanos;
    private int next;
    private boolean abandoned;

    /// @param conversations all with as many members
    /// @param tag names this run; never used before
    /// @param texts one after the other
    public Sends(
            Loop loop, Crowd crowd, List<List<Member>> conversations, Window window, String tag, List<String> texts) {
        this.loop = loop;
        this.crowd = crowd;
        this.conversations = conversations;
        this.window = window;
        this.prefix = tag + "-";
        this.texts = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.readers = conversations.getFirst().size();
        this.tally = new Tally(window.messages(), readers);
        this.firstNanos = new long[window.messages()];
        this.lastNanos = new long[window.messages()];
        Arrays.fill(firstNanos, Long.MAX_VALUE);
    }

    /// Begins. The three futures end in their order.
    public void start() {
        loop.run(() -> {
            crowd.drive(this);
            startNanos = loop.nanos();
            lastCameNanos = startNanos;
            sendDue();
        });
    }

    /// The warm-up is over.
    public CompletableFuture<Boolean> measuring() {
        return measuring;
    }

    /// The last message has been sent.
    public CompletableFuture<Boolean> sentAll() {
        return sentAll;
    }

    /// Nothing more is to come.
    public CompletableFuture<Boolean> settled() {
        return settled;
    }

    private void sendDue() {
        long now = loop.nanos();
        while (next < window.messages() && startNanos + window.intendedNanos(next) <= now) {
            lags.record(now - startNanos - window.intendedNanos(next));
            send(next);
            next++;
            if (next == window.warmUpMessages() + 1) {
                measuring.complete(true);
            }
        }
        abandoned |= window.mustBeKept() && tally.open() > window.perSecond() * readers * SECONDS_BEHIND + 10 * readers;
        if (next == window.messages() || abandoned) {
            measuring.complete(true);
            sentAll.complete(true);
            awaitRest();
        } else {
            loop.executor()
                    .schedule(
                            this::sendDue,
                            startNanos + window.intendedNanos(next) - loop.nanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private List<Member> conversation(int message) {
        return conversations.get(message % conversations.size());
    }

    private int author(int message) {
        return message / conversations.size() % readers;
    }

    private void send(int message) {
        Member author = conversation(message).get(author(message));
        Socket socket = author.socket;
        tally.sent();
        if (socket != null) {
            socket.write(
                    SEND,
                    Bytes.of(prefix + message),
                    CONVERSATION,
                    author.conversationBytes(),
                    TEXT,
                    texts[message % texts.length],
                    AFTER,
                    Bytes.of(Long.toString(author.lastSeq)),
                    END);
        }
    }

    private void awaitRest() {
        long now = loop.nanos();
        boolean done = tally.open() == 0 && now - lastCameNanos > FOR_DOUBLES_NANOS;
        if (done || now - lastCameNanos > QUIET_NANOS) {
            crowd.drive(null);
            settled.complete(true);
        } else {
            loop.executor().schedule(this::awaitRest, LOOK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void event(Member reader, String name, long nanos) {
        lastCameNanos = nanos;
        int message = number(name);
        boolean here = message >= 0 && message < next && conversation(message).get(reader.place()) == reader;
        if (!tally.delivered(here ? message : -1, reader.place()) || message < window.warmUpMessages()) {
            return;
        }
        long took = nanos - startNanos - window.intendedNanos(message);
        if (reader.place() == author(message)) {
            ticks.record(took);
        } else {
            deliveries.record(took);
        }
        firstNanos[message] = Math.min(firstNanos[message], nanos);
        lastNanos[message] = nanos;
    }

    @Override
    public void refused(String name, String code) {
        lastCameNanos = loop.nanos();
        tally.refused(number(name), code);
    }

    /// −1 for a message of another run.
    private int number(String name) {
        return name.startsWith(prefix) ? Integer.parseInt(name, prefix.length(), name.length(), 10) : -1;
    }

    /// What came of it, when it has settled.
    ///
    /// @param deliveries from the intended send to each member but the author
    /// @param ticks to the author
    /// @param lags from the intended send to the send: the generator's own lateness, contained in the others
    /// @param spread from the first member to the last
    /// @param abandoned the rate was not kept, so sending ended early
    public record Outcome(
            Tally.Count count,
            Latencies deliveries,
            Latencies ticks,
            Latencies lags,
            Latencies spread,
            boolean abandoned) {}

    public Outcome outcome() {
        return loop.call(() -> {
            Latencies spread = new Latencies();
            for (int message = window.warmUpMessages(); message < next; message++) {
                if (lastNanos[message] > 0) {
                    spread.record(lastNanos[message] - firstNanos[message]);
                }
            }
            return new Outcome(tally.count(), deliveries, ticks, lags, spread, abandoned);
        });
    }
}
