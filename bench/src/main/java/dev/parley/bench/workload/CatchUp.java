package dev.parley.bench.workload;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Sends;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.id.ConversationId;
import dev.parley.systemtests.process.OneProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What someone waits for who was away while 200 conversations moved by 10,000 events.
final class CatchUp implements Workload.OnScene {
    private static final int CONVERSATIONS = 200;
    /// 50 for each conversation.
    private static final Window AWAY = Window.patient(500, Duration.ofSeconds(20));

    private static final int FIRST_PERSON = 5_000;
    private static final Duration TO_ENTER = Duration.ofSeconds(30);
    /// Heads are flushed every few seconds.
    private static final Duration UNTIL_FLUSHED = Duration.ofSeconds(10);

    private static final int TIMES = 200;
    /// The first half of them.
    private static final int WARM_UP = 100;

    @Override
    public String name() {
        return "catchup";
    }

    @Override
    public String about() {
        return "a welcome after 200 conversations moved by 10,000 events; 1,000 missed messages in 20 conversations";
    }

    /// One side: how long the state takes to come, again and again.
    private interface Reader extends Contender {
        Map<String, Double> read(List<String> broken);

        @Override
        default void begin() {
            // Connects when it reads.
        }

        @Override
        default void end() {
            // As well.
        }
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        Person away = scene.people(FIRST_PERSON, FIRST_PERSON + 1).getFirst();
        List<Person> friends = scene.people(FIRST_PERSON + 1, FIRST_PERSON + 1 + CONVERSATIONS);
        Member leaving = new Member(away, ConversationId.direct(away.user(), away.user()), 0);
        try (Crowd alone = new Crowd(loop, scene.chatServer(), List.of(leaving))) {
            alone.enter(TO_ENTER);
        }
        List<Member> writers = friends.stream()
                .map(friend -> new Member(friend, ConversationId.direct(friend.user(), away.user()), 0))
                .toList();
        write(scene, loop, writers, AWAY);
        try (MissedMessages missed = MissedMessages.write(scene, loop);
                Reader subject = new Welcomes(scene, loop, leaving);
                Reader floor = new HeadReads(scene, away)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> {
                        Map<String, Double> figures = new LinkedHashMap<>(side.read(broken));
                        figures.putAll(side == subject ? missed.pulled(broken) : missed.read(broken));
                        return figures;
                    },
                    List.of("p50Ms", "p99Ms", "bytes", "cpuMsEach", "missedP50Ms", "missedP99Ms"),
                    List.of(
                            Bound.ratioAtMost("p50Ms", 3),
                            Bound.ratioAtMost("p99Ms", 3),
                            Bound.ratioAtMost("missedP50Ms", 3)));
        }
    }

    /// Each of them writes as much, alone in their conversation; returns when all is stored.
    static void write(Scene scene, Loop loop, List<Member> writers, Window window) {
        try (Crowd crowd = new Crowd(loop, scene.chatServer(), writers)) {
            crowd.enter(TO_ENTER);
            List<List<Member>> alone = writers.stream().map(List::of).toList();
            Sends sends = new Sends(loop, crowd, alone, window, "away" + writers.size(), Talk.texts(Talk.TEXT_BYTES));
            sends.start();
            sends.settled().join();
            Sends.Outcome outcome = sends.outcome();
            if (!outcome.count().isRight() || outcome.count().refused() > 0 || outcome.abandoned()) {
                throw new IllegalStateException("what was missed could not be written: " + outcome.count());
            }
        }
        Turns.pause(UNTIL_FLUSHED); // Nothing says when.
    }

    private static Map<String, Double> figures(Latencies times, double bytes, double heads, CpuTime cpu) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50Ms", times.ms(50));
        figures.put("p99Ms", times.ms(99));
        figures.put("bytes", bytes);
        figures.put("heads", heads);
        figures.put("cpuMsEach", cpu.total() * 1_000 / TIMES);
        figures.put("cpuSeconds", cpu.total());
        return figures;
    }

    /// Comes back with the cursor of before, each time.
    private record Welcomes(Scene scene, Loop loop, Member left) implements Reader {
        @Override
        public String what() {
            return "Parley, from hello with an old cursor to welcome, or to the last of 20 pulled pages, on an open"
                    + " WebSocket";
        }

        @Override
        public String durability() {
            return "heads are in Cassandra, and laid over with those not yet flushed";
        }

        @Override
        public Map<String, Double> read(List<String> broken) {
            Latencies times = new Latencies();
            Member member = left;
            CpuTime before = CpuTime.of(scene.processes());
            for (int i = 0; i < TIMES; i++) {
                member = left.comingBack();
                try (Crowd alone = new Crowd(loop, scene.chatServer(), List.of(member))) {
                    alone.enter(TO_ENTER);
                }
                if (i >= WARM_UP) {
                    times.record(member.welcomeNanos());
                }
            }
            CpuTime cpu = CpuTime.of(scene.processes()).since(before);
            if (member.welcomeHeads() != CONVERSATIONS) {
                broken.add("a welcome has " + member.welcomeHeads() + " heads and not " + CONVERSATIONS);
            }
            return figures(times, member.welcomeBytes(), member.welcomeHeads(), cpu);
        }

        @Override
        public void close() {
            // Each connection is closed behind its welcome.
        }
    }

    /// Reads the rows that a welcome is made of.
    private static final class HeadReads implements Reader {
        private static final String HEADS = "SELECT * FROM heads WHERE user_id = ?";

        private final CqlSession session;
        private final Person person;
        private final List<OneProcess> cassandra;

        HeadReads(Scene scene, Person person) {
            this.person = person;
            this.cassandra = List.of(scene.cassandra());
            this.session = scene.cql();
        }

        @Override
        public String what() {
            return "the same rows read with CQL, prepared statements, those of the 20 conversations side by side";
        }

        @Override
        public String durability() {
            return "the rows are in Cassandra";
        }

        @Override
        public Map<String, Double> read(List<String> broken) {
            var prepared = session.prepare(SimpleStatement.newInstance(HEADS));
            Latencies times = new Latencies();
            long bytes = 0;
            int heads = 0;
            CpuTime before = CpuTime.of(cassandra);
            double ownBefore = CpuTime.secondsOfThisProcess();
            for (int i = 0; i < TIMES; i++) {
                long start = System.nanoTime();
                ResultSet rows = session.execute(prepared.bind(person.user().value()));
                bytes = rows.getExecutionInfo().getResponseSizeInBytes();
                heads = 0;
                for (Row row : rows) {
                    Objects.requireNonNull(row.getString("conversation_id"));
                    heads += row.getLong("seq") > 0 ? 1 : 0;
                }
                if (i >= WARM_UP) {
                    times.record(System.nanoTime() - start);
                }
            }
            Map<String, Double> cpu =
                    new LinkedHashMap<>(CpuTime.of(cassandra).since(before).seconds());
            cpu.put("reader", CpuTime.secondsOfThisProcess() - ownBefore);
            if (heads != CONVERSATIONS) {
                broken.add("Cassandra has " + heads + " heads and not " + CONVERSATIONS);
            }
            return figures(times, bytes, heads, new CpuTime(cpu));
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
