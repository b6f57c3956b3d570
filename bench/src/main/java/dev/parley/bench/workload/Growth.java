package dev.parley.bench.workload;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CassandraTables;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.scene.SlotOwners;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.systemtests.process.ServiceProcess;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Whether a message and a page cost the same when there is more of everything.
final class Growth implements Workload.OnScene {
    private static final int TENFOLD = 10;
    private static final int PAIRS = Talk.PAIRS;
    private static final double PER_SECOND = 400;
    private static final int WEIGHT = 100;
    private static final int MOST_SERVERS = 3;
    /// A server that joins or leaves is settled when the slots have not changed for so many half seconds.
    private static final int LOOKS_ALIKE = 12;

    private static final int FIRST_PERSON = 12_000;
    private static final int SHELF = 20;
    private static final int MOST_EVENTS = 2_000;

    /// Of some ten thousand pages each: before that the API service needs twice as much for a page, or more.
    private static final int WARM_UP_READS = 4;

    /// For servers that have just started, likewise.
    private static final Window WARM_UP_OF_SERVERS = Window.patient(1_000, Duration.ofSeconds(40));

    private static final String CONVERSATIONS = "cpuMsTenfoldConversations";
    private static final String PAGES = "cpuMsPerPageTenfoldConversations";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String about() {
        return "CPU of a 1:1 message and of a page of history: 10 times the conversations, 2 and 3 chat servers";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                CqlSession cql = scene.cql();
                CassandraTables tables = scene.cassandraTables()) {
            ParleyApi reader = ParleyApi.register(
                    http,
                    scene.cluster().url(),
                    new MemoryClientStore(),
                    new Credentials("grower", "parley-grower"),
                    "Grower",
                    "bench");
            int events = Math.min(plan.events(), MOST_EVENTS);
            History.Shelf few = History.Shelf.fill(scene, cql, reader, FIRST_PERSON, SHELF, events);
            History.Shelf many = History.Shelf.fill(scene, cql, reader, FIRST_PERSON + SHELF, TENFOLD * SHELF, events);
            tables.flushAndCompact();
            AtomicLong seeds = new AtomicLong();
            History.Reads rest = new History.Rest(scene, reader);
            Size one = new Size(scene, loop, plan) {
                @Override
                public String what() {
                    return "the same with 500 pairs, 20 conversations to read and one chat server";
                }

                @Override
                Map<String, Double> round(List<String> broken) {
                    Map<String, Double> figures = new LinkedHashMap<>();
                    figures.put(PAGES, cpuMsPerPage(rest, few, seeds.getAndIncrement()));
                    double cost = cpuMs(PAIRS, 1, broken);
                    figures.put(CONVERSATIONS, cost);
                    for (int servers = 2; servers <= MOST_SERVERS; servers++) {
                        figures.put(ofServers(servers), cost);
                    }
                    return figures;
                }
            };
            Size more = new Size(scene, loop, plan) {
                @Override
                public String what() {
                    return "Parley: 5,000 pairs; 200 conversations to read; 500 pairs on two and on three chat servers";
                }

                @Override
                Map<String, Double> round(List<String> broken) {
                    Map<String, Double> figures = new LinkedHashMap<>();
                    figures.put(PAGES, cpuMsPerPage(rest, many, seeds.getAndIncrement()));
                    figures.put(CONVERSATIONS, cpuMs(TENFOLD * PAIRS, 1, broken));
                    for (int servers = 2; servers <= MOST_SERVERS; servers++) {
                        figures.put(ofServers(servers), cpuMs(PAIRS, servers, broken));
                    }
                    stopFurther();
                    return figures;
                }
            };
            try (one;
                    more) {
                scene.say("warming up");
                warmUp(scene, loop);
                for (int i = 0; i < WARM_UP_READS; i++) {
                    one.cpuMsPerPage(rest, few, seeds.getAndIncrement());
                }
                List<String> compared = List.of(CONVERSATIONS, ofServers(2), ofServers(MOST_SERVERS), PAGES);
                return Turns.take(
                        name(),
                        scene::say,
                        plan.rounds(),
                        more,
                        one,
                        (side, who, broken) -> side.round(broken),
                        compared,
                        compared.stream()
                                .map(figure -> Bound.ratioAtMost(figure, 1.25))
                                .toList());
            }
        }
    }

    /// Whichever size has the first turn would else pay for the compilers.
    private static void warmUp(Scene scene, Loop loop) {
        try (Talk talk = Talk.ofPairs(scene, loop)) {
            talk.begin();
        }
    }

    private static String ofServers(int servers) {
        return "cpuMsWith" + servers + "Servers";
    }

    /// Some size of everything.
    private abstract static class Size implements Contender {
        private final Scene scene;
        private final Loop loop;
        private final Plan plan;
        private final Deque<ServiceProcess> further = new ArrayDeque<>();

        Size(Scene scene, Loop loop, Plan plan) {
            this.scene = scene;
            this.loop = loop;
            this.plan = plan;
        }

        abstract Map<String, Double> round(List<String> broken);

        /// Of all services and engines for one message.
        double cpuMs(int pairs, int servers, List<String> broken) {
            while (1 + further.size() < servers) {
                further.push(scene.startChatServer(WEIGHT));
            }
            SlotOwners owners = scene.slotOwners();
            owners.awaitRest(servers, LOOKS_ALIKE);
            Talk.Setting setting = new Talk.Setting(
                    what(),
                    durability(),
                    owners,
                    () -> Talk.pairs(scene.people(0, 2 * pairs)),
                    scene::processes,
                    servers > 1
                            ? WARM_UP_OF_SERVERS
                            // Everyone says something.
                            : Window.patient(PER_SECOND, Duration.ofSeconds(Math.round(2 * pairs / PER_SECOND))),
                    Window.patient(PER_SECOND, plan.warmUp()),
                    Talk.texts(Talk.TEXT_BYTES));
            try (Talk talk = new Talk(loop, setting)) {
                talk.begin();
                Driven.Drive drive = talk.drive(plan.window(PER_SECOND));
                broken.addAll(drive.wrongAtEase(pairs + " pairs on " + servers + " chat servers"));
                return drive.cpuMsPerMessage();
            }
        }

        double cpuMsPerPage(History.Reads rest, History.Shelf shelf, long seed) {
            rest.begin();
            return History.flatOut(rest, plan, shelf, seed).getOrDefault("cpuMsPerPage", Double.NaN);
        }

        void stopFurther() {
            further.forEach(ServiceProcess::stop);
            further.clear();
        }

        @Override
        public String durability() {
            return Talk.PARLEYS_DURABILITY;
        }

        @Override
        public void begin() {
            // Servers come as they are needed.
        }

        @Override
        public void end() {
            stopFurther();
        }

        @Override
        public void close() {
            stopFurther();
        }
    }
}
