package dev.parley.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Connected people who behave as the client library does: a heartbeat every 5 s, an `ack` half a second after
/// something came. What they are sent goes to whoever drives them at the moment.
///
/// Public methods are for other threads than the loop's.
public final class Crowd implements AutoCloseable {
    /// Hears what a driver must know. On the loop.
    interface Traffic {
        /// @param name that the message's author gave it
        void event(Member reader, String name, long nanos);

        void refused(String name, String code);
    }

    /// Hears of others' presence. On the loop.
    interface Look {
        void presence(byte[] frame, int length, long nanos);
    }

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /// As the client library's.
    private static final long ACK_DELAY_NANOS = 500_000_000;
    private static final long TICK_NANOS = 50_000_000;
    private static final int TICKS_PER_HEARTBEAT = (int) (HEARTBEAT.toNanos() / TICK_NANOS);
    /// Handshakes under way at once; beyond the server's accept queue they would only wait.
    private static final int CONNECTING_AT_ONCE = 64;

    /// To get in. On a machine that is busy with something else a hello may be too late for its server.
    private static final int MOST_ATTEMPTS = 5;

    private static final byte[] EVENT = Bytes.of("{\"type\":\"event\",");
    private static final byte[] WELCOME = Bytes.of("{\"type\":\"welcome\",");
    private static final byte[] PRESENCE = Bytes.of("{\"type\":\"presence\",");
    private static final byte[] ERROR = Bytes.of("{\"type\":\"error\",\"code\":\"");
    private static final byte[] REFUSED = Bytes.of("{\"type\":\"refused\",");
    private static final byte[] SEQ = Bytes.of("\"seq\":");
    private static final byte[] CODE = Bytes.of("\"code\":\"");
    private static final byte[] NAME = Bytes.of("\"clientMessageId\":\"");
    private static final byte[] CONVERSATION = Bytes.of("\"conversationId\":\"");
    private static final byte[] CURSOR = Bytes.of("\"cursor\":\"");
    private static final byte[] HEARTBEAT_FRAME = Bytes.of("{\"type\":\"heartbeat\"}");
    private static final byte[] ACK_BEGIN = Bytes.of("{\"type\":\"ack\",\"cursor\":\"");
    private static final byte[] END = Bytes.of("\"}");

    private final Loop loop;
    private final Entrance entrance;
    private final List<Member> members;
    private final ArrayDeque<Member> acks = new ArrayDeque<>();
    private final ArrayDeque<Long> acksDue = new ArrayDeque<>();
    private final Map<String, Long> troubles = new TreeMap<>();
    private final Future<?> ticking;
    private int tick;
    private int nextToConnect;
    private int nextToLeave;
    private int invited;
    private long heartbeats;
    private int connecting;
    private int welcome;
    private boolean closing;
    private long gaps;
    private @Nullable Traffic traffic;
    private @Nullable Look look;
    private @Nullable CompletableFuture<Boolean> allIn;

    public Crowd(Loop loop, Entrance entrance, List<Member> members) {
        this.loop = loop;
        this.entrance = entrance;
        this.members = List.copyOf(members);
        this.ticking = loop.executor().scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    public List<Member> members() {
        return members;
    }

    /// Connects all, a bounded number at a time; returns when each has its welcome.
    ///
    /// @throws IllegalStateException if someone does not get in
    public void enter(Duration longest) {
        enter(members.size(), longest);
    }

    /// The first of them; the others wait for [#replaceOne].
    ///
    /// @throws IllegalStateException if someone does not get in
    public void enter(int howMany, Duration longest) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.run(() -> {
            allIn = done;
            invited = howMany;
            connectMore();
        });
        try {
            done.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "only " + loop.call(() -> welcome) + " of " + howMany + " have a welcome " + troubles(), late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Cuts the one who has been here longest and lets in one who has never been here. On the loop.
    ///
    /// @throws IllegalStateException if nobody is left to come
    public void replaceOne() {
        if (invited == members.size()) {
            throw new IllegalStateException("everyone has been here");
        }
        Member leaving = members.get(nextToLeave++);
        Socket socket = leaving.socket;
        leaving.hasLeft = true;
        if (leaving.isWelcome) {
            leaving.isWelcome = false;
            welcome--;
        }
        if (socket != null) {
            socket.abort();
        }
        invited++;
        connectMore();
    }

    /// Sent so far.
    public long heartbeats() {
        return loop.call(() -> heartbeats);
    }

    /// What went wrong with connections, by kind: closed ones, errors that are about no message, gaps.
    public Map<String, Long> troubles() {
        return loop.call(() -> {
            Map<String, Long> all = new TreeMap<>(troubles);
            if (gaps > 0) {
                all.put("gaps in seq", gaps);
            }
            return all;
        });
    }

    void drive(@Nullable Traffic by) {
        traffic = by;
    }

    void look(Look by) {
        look = by;
    }

    /// Those that [#replaceOne] lets in when it has let in `after` more.
    public List<Member> toCome(int after, int howMany) {
        return loop.call(() -> members.subList(invited + after, invited + after + howMany));
    }

    /// Those that [#replaceOne] cut, `ago` calls ago and in the calls after it.
    public List<Member> haveLeft(int ago, int howMany) {
        return loop.call(() -> members.subList(nextToLeave - ago, nextToLeave - ago + howMany));
    }

    private void connectMore() {
        while (connecting < CONNECTING_AT_ONCE && nextToConnect < invited) {
            connecting++;
            connect(members.get(nextToConnect++));
        }
    }

    private void connect(Member member) {
        Entrance.Way way = entrance.of(member.person());
        member.socket = Socket.connect(loop, way.address(), way.path(), new Listening(member, way.ticket()));
    }

    private void tick() {
        long now = loop.nanos();
        for (int i = tick; i < members.size(); i += TICKS_PER_HEARTBEAT) {
            Member member = members.get(i);
            Socket socket = member.socket;
            if (socket != null && member.isWelcome) {
                socket.write(HEARTBEAT_FRAME);
                member.heardNanos = now;
                heartbeats++;
            }
        }
        tick = (tick + 1) % TICKS_PER_HEARTBEAT;
        while (!acksDue.isEmpty() && acksDue.peek() <= now) {
            acksDue.poll();
            Member member = acks.remove();
            member.ackWaits = false;
            Socket socket = member.socket;
            byte[] cursor = member.cursor;
            if (socket != null && cursor != null) {
                socket.write(ACK_BEGIN, cursor, END);
            }
        }
    }

    private void trouble(String kind) {
        troubles.merge(kind, 1L, Long::sum);
    }

    private final class Listening implements Socket.Listener {
        private final Member member;
        private final String ticket;

        Listening(Member member, String ticket) {
            this.member = member;
            this.ticket = ticket;
        }

        @Override
        public void opened(Socket socket) {
            String cursor = member.cameWith().isEmpty() ? "" : "\",\"cursor\":\"" + member.cameWith();
            member.helloNanos = loop.nanos();
            member.heardNanos = member.helloNanos;
            socket.write(Bytes.of("{\"type\":\"hello\",\"ticket\":\"" + ticket + "\",\"deviceId\":\""
                    + member.person().device() + cursor + "\"}"));
        }

        @Override
        public void text(Socket socket, byte[] bytes, int length) {
            if (Bytes.startsWith(bytes, length, EVENT)) {
                event(bytes, length);
            } else if (Bytes.startsWith(bytes, length, WELCOME)) {
                welcome(bytes, length);
            } else if (Bytes.startsWith(bytes, length, ERROR)) {
                refused(bytes, length);
            } else if (Bytes.startsWith(bytes, length, REFUSED)) {
                refused(bytes, length);
            } else if (Bytes.startsWith(bytes, length, PRESENCE)) {
                Look to = look;
                if (to != null) {
                    to.presence(bytes, length, loop.nanos());
                }
            }
            // Receipts and what else may come one day are not about messages.
        }

        private void event(byte[] bytes, int length) {
            long now = loop.nanos();
            int at = Bytes.endOf(bytes, EVENT.length, length, SEQ);
            long seq = at < 0 ? -1 : Bytes.number(bytes, at, length);
            if (seq != member.lastSeq + 1) {
                gaps++;
            }
            member.lastSeq = seq;
            int name = at < 0 ? -1 : Bytes.endOf(bytes, at, length, NAME);
            keepCursor(bytes, length, now);
            Traffic to = traffic;
            if (to != null && name > 0) {
                to.event(member, Bytes.text(bytes, name, length), now);
            }
        }

        /// It stands at the end, behind the text.
        private void keepCursor(byte[] bytes, int length, long now) {
            int at = Bytes.endOf(bytes, Math.max(0, length - 48), length, CURSOR);
            if (at < 0) {
                trouble("event without cursor");
                return;
            }
            byte[] cursor = new byte[length - 2 - at];
            System.arraycopy(bytes, at, cursor, 0, cursor.length);
            member.cursor = cursor;
            if (!member.ackWaits) {
                member.ackWaits = true;
                acks.add(member);
                acksDue.add(now + ACK_DELAY_NANOS);
            }
        }

        private void welcome(byte[] bytes, int length) {
            long now = loop.nanos();
            int at = Bytes.endOf(bytes, 0, length, member.conversationBytes());
            int seq = at < 0 ? -1 : Bytes.endOf(bytes, at, length, SEQ);
            member.lastSeq = seq < 0 ? 0 : Bytes.number(bytes, seq, length);
            member.welcomeNanos = now;
            member.welcomeBytes = length;
            member.welcomeHeads = Bytes.count(bytes, length, CONVERSATION);
            int cursor = Bytes.endOf(bytes, 0, length, CURSOR);
            member.cursor = cursor < 0 ? null : Bytes.of(Bytes.text(bytes, cursor, length));
            member.isWelcome = true;
            welcome++;
            connecting--;
            connectMore();
            CompletableFuture<Boolean> done = allIn;
            if (welcome == invited && done != null) {
                done.complete(true);
            }
        }

        private void refused(byte[] bytes, int length) {
            int at = Bytes.endOf(bytes, 0, length, CODE);
            String code = at < 0 ? "no code" : Bytes.text(bytes, at, length);
            int name = Bytes.endOf(bytes, 0, length, NAME);
            Traffic to = traffic;
            if (to != null && name > 0) {
                to.refused(Bytes.text(bytes, name, length), code);
            } else {
                trouble("error " + code);
            }
        }

        @Override
        public void closed(Socket socket, String why) {
            if (closing || member.hasLeft) {
                return;
            }
            if (!member.isWelcome && ++member.attempts < MOST_ATTEMPTS) {
                connect(member);
                return;
            }
            trouble(why);
            if (member.isWelcome) {
                member.isWelcome = false;
                welcome--;
            }
            CompletableFuture<Boolean> done = allIn;
            if (done != null) {
                done.completeExceptionally(new IllegalStateException("a connection ended: " + why));
            }
        }
    }

    /// Cuts all connections.
    @Override
    public void close() {
        loop.run(() -> {
            ticking.cancel(false);
            closing = true;
            List<Member> open = new ArrayList<>(members);
            open.forEach(member -> {
                Socket socket = member.socket;
                if (socket != null) {
                    socket.abort();
                }
            });
        });
    }
}
