package dev.parley.bench.load;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// People who come back whenever their connection ends, as docs/protocol.md asks of clients: where and when a `moved`
/// or `drain` frame says, otherwise after a pause that doubles with each failure, with chance in it, as long as
/// Parley's own clients make it.
///
/// Public methods are for other threads than the loop's.
public final class Returners implements AutoCloseable {
    /// Where people go.
    public interface Servers {
        /// Without being told, after so many failures since the last welcome.
        Entrance.Way guess(Person person, int failures);

        /// As a frame said.
        Entrance.Way told(String url, String ticket);
    }

    private static final byte[] WELCOME = Bytes.of("{\"type\":\"welcome\",");
    private static final byte[] MOVED = Bytes.of("{\"type\":\"moved\",");
    private static final byte[] DRAIN = Bytes.of("{\"type\":\"drain\",");
    private static final byte[] URL = Bytes.of("\"url\":\"");
    private static final byte[] TICKET = Bytes.of("\"ticket\":\"");
    private static final byte[] CURSOR = Bytes.of("\"cursor\":\"");
    private static final byte[] AFTER = Bytes.of("\"afterMs\":");
    private static final byte[] HEARTBEAT_FRAME = Bytes.of("{\"type\":\"heartbeat\"}");
    private static final long TICK_NANOS = 50_000_000;
    private static final int TICKS_PER_HEARTBEAT = 100;
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;
    /// At the very first, when nobody has lost anything: so many come in one tick.
    private static final int ENTERING_PER_TICK = 100;

    private final Loop loop;
    private final Servers servers;
    private final List<Returner> people;
    private final Random random = new Random(1);
    private final AtomicInteger connected = new AtomicInteger();
    private final List<Long> told = new ArrayList<>();
    private final List<Long> begun = new ArrayList<>();
    private final List<Long> welcomes = new ArrayList<>();
    private final Map<String, Long> ends = new TreeMap<>();
    private final ScheduledFuture<?> ticking;
    private int tick;
    private int entered;
    private boolean closing;

    public Returners(Loop loop, Servers servers, List<Person> people) {
        this.loop = loop;
        this.servers = servers;
        this.people = people.stream().map(Returner::new).toList();
        this.ticking = loop.executor().scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /// How many have a welcome now.
    public int connected() {
        return connected.get();
    }

    public int size() {
        return people.size();
    }

    /// Forgets what happened so far.
    public void forget() {
        loop.run(() -> {
            told.clear();
            begun.clear();
            welcomes.clear();
            ends.clear();
        });
    }

    /// What happened since [#forget].
    ///
    /// @param toldNanos when a server told each of those whom it sent away to come back, rising
    /// @param begunNanos of each connection that was begun, rising
    /// @param welcomeNanos of each welcome, rising
    /// @param ends how many connections ended, by reason
    public record Heard(List<Long> toldNanos, List<Long> begunNanos, List<Long> welcomeNanos, Map<String, Long> ends) {
        public Heard {
            toldNanos = List.copyOf(toldNanos);
            begunNanos = List.copyOf(begunNanos);
            welcomeNanos = List.copyOf(welcomeNanos);
            ends = Map.copyOf(ends);
        }

        /// Most that were told to come back within one second.
        public int mostToldInASecond() {
            return mostInASecond(toldNanos);
        }

        /// Most connections that were begun within one second.
        public int mostBegunInASecond() {
            return mostInASecond(begunNanos);
        }

        /// Most welcomes within one second.
        public int mostWelcomeInASecond() {
            return mostInASecond(welcomeNanos);
        }

        private static int mostInASecond(List<Long> risingNanos) {
            int most = 0;
            for (int from = 0, to = 0; to < risingNanos.size(); to++) {
                while (risingNanos.get(to) - risingNanos.get(from) >= 1_000_000_000) {
                    from++;
                }
                most = Math.max(most, to - from + 1);
            }
            return most;
        }

        public double secondsFrom(long startNanos) {
            return welcomeNanos.isEmpty() ? 0 : (welcomeNanos.getLast() - startNanos) / 1e9;
        }

        /// From the first to the last.
        public double perSecond() {
            return welcomeNanos.size() < 2
                    ? 0
                    : (welcomeNanos.size() - 1) * 1e9 / (welcomeNanos.getLast() - welcomeNanos.getFirst());
        }
    }

    public Heard heard() {
        return loop.call(() -> new Heard(told.stream().sorted().toList(), begun, welcomes, ends));
    }

    /// @return whether all have a welcome within this time, and keep it for `quiet`
    public boolean awaitAll(Duration longest, Duration quiet) throws InterruptedException {
        long end = loop.nanos() + longest.toNanos();
        long complete = Long.MAX_VALUE;
        while (loop.nanos() < end) {
            boolean all = connected() == size();
            complete = all ? Math.min(complete, loop.nanos()) : Long.MAX_VALUE;
            if (all && loop.nanos() - complete >= quiet.toNanos()) {
                return true;
            }
            Thread.sleep(20); // Between two looks.
        }
        return false;
    }

    private void tick() {
        for (int i = 0; i < ENTERING_PER_TICK && entered < people.size(); i++) {
            people.get(entered++).connect(null);
        }
        for (int i = tick; i < people.size(); i += TICKS_PER_HEARTBEAT) {
            people.get(i).heartbeat();
        }
        tick = (tick + 1) % TICKS_PER_HEARTBEAT;
    }

    private final class Returner implements Socket.Listener {
        private final Person person;
        private @Nullable Socket socket;
        private String ticket = "";
        /// Of the last welcome; empty before the first.
        private String cursor = "";
        private Entrance.@Nullable Way next;
        private long nextNanos;
        private int failures;
        private boolean isWelcome;

        Returner(Person person) {
            this.person = person;
        }

        void connect(Entrance.@Nullable Way told) {
            if (closing) {
                return;
            }
            Entrance.Way way = told == null ? servers.guess(person, failures) : told;
            ticket = way.ticket();
            next = null;
            begun.add(loop.nanos());
            socket = Socket.connect(loop, way.address(), way.path(), this);
        }

        void heartbeat() {
            Socket to = socket;
            if (to != null && isWelcome) {
                to.write(HEARTBEAT_FRAME);
            }
        }

        @Override
        public void opened(Socket opened) {
            String had = cursor.isEmpty() ? "" : "\",\"cursor\":\"" + cursor;
            opened.write(Bytes.of("{\"type\":\"hello\",\"ticket\":\"" + ticket + "\",\"deviceId\":\"" + person.device()
                    + had + "\"}"));
        }

        @Override
        public void text(Socket from, byte[] bytes, int length) {
            if (Bytes.startsWith(bytes, length, WELCOME)) {
                isWelcome = true;
                failures = 0;
                int at = Bytes.endOf(bytes, 0, length, CURSOR);
                cursor = at < 0 ? "" : Bytes.text(bytes, at, length);
                connected.incrementAndGet();
                welcomes.add(loop.nanos());
            } else if (Bytes.startsWith(bytes, length, MOVED) || Bytes.startsWith(bytes, length, DRAIN)) {
                int after = Bytes.endOf(bytes, 0, length, AFTER);
                next = servers.told(
                        Bytes.text(bytes, Bytes.endOf(bytes, 0, length, URL), length),
                        Bytes.text(bytes, Bytes.endOf(bytes, 0, length, TICKET), length));
                nextNanos = loop.nanos() + (after < 0 ? 0 : Bytes.number(bytes, after, length) * 1_000_000);
                if (after >= 0) {
                    told.add(nextNanos);
                }
            }
        }

        @Override
        public void closed(Socket from, String why) {
            if (closing) {
                return;
            }
            ends.merge(next == null ? why : "sent elsewhere", 1L, Long::sum);
            if (isWelcome) {
                isWelcome = false;
                connected.decrementAndGet();
            }
            Entrance.Way told = next;
            long pause = told == null ? pauseNanos() : Math.max(0, nextNanos - loop.nanos());
            loop.executor().schedule(() -> connect(told), pause, TimeUnit.NANOSECONDS);
        }

        private long pauseNanos() {
            long most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 10));
            long least = failures == 0 ? 0 : most / 2;
            failures++;
            return (least + random.nextLong(most - least + 1)) * 1_000_000;
        }
    }

    @Override
    public void close() {
        loop.run(() -> {
            ticking.cancel(false);
            closing = true;
            for (Returner each : people) {
                Socket socket = each.socket;
                if (socket != null) {
                    socket.abort();
                }
            }
        });
    }
}
