package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.floor.SocketsMain;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Returners;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.systemtests.process.ServiceProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long it takes until everyone is back whose server is drained, or killed.
final class Reconnect implements Workload.OnScene {
    /// As many as one process may have sockets. Four fifths of them are on the server that goes, which has four times
    /// the weight.
    private static final int PEOPLE = 19_000;

    private static final int WEIGHT = 400;
    private static final int GONE = PEOPLE * 4 / 5;

    private static final Duration TO_RETURN = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(3);
    /// A server that joins takes its half in steps; until then nobody is sent anywhere for good.
    private static final Duration SETTLED = Duration.ofSeconds(6);
    /// As the chat server is set here, by its default.
    private static final double PACE_PER_SECOND = 1_000;

    @Override
    public String name() {
        return "reconnect";
    }

    @Override
    public String about() {
        return "some 15,000 of 19,000 users back after their server was drained, and after it was killed";
    }

    private interface Place extends Contender {
        Map<String, Double> round(List<String> broken) throws InterruptedException;
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (Place subject = new TwoServers(scene, loop);
                Place floor = new BareServer(scene, loop)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> {
                        try {
                            return side.round(broken);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException(e);
                        }
                    },
                    List.of("killedPerSecond"),
                    List.of(
                            Bound.ratioAtLeast("killedPerSecond", 0.3),
                            Bound.atMost("drainedMostToldInASecond", PACE_PER_SECOND),
                            Bound.atMost("drainedMostWelcomeInASecond", PACE_PER_SECOND)));
        }
    }

    /// Two chat servers, of which the second goes.
    private static final class TwoServers implements Place {
        private final Scene scene;
        private final Loop loop;
        private final ServiceProcess stays;
        private final ServiceProcess goes;
        private @Nullable Returners people;

        TwoServers(Scene scene, Loop loop) {
            this.scene = scene;
            this.loop = loop;
            this.stays = scene.cluster().chat().getFirst();
            this.goes = scene.startChatServer(WEIGHT);
        }

        @Override
        public String what() {
            return "Parley, 19,000 users on two chat servers, of which the one with some 15,000 is stopped and later"
                    + " killed; its users guess the other, without asking discovery, and say hello with their cursor";
        }

        @Override
        public String durability() {
            return "nothing is sent";
        }

        @Override
        public void begin() {
            // One after the other: here both would compete for two processors.
            people = new Returners(loop, scene.servers(List.of(stays, goes)), scene.people(0, PEOPLE));
        }

        @Override
        public Map<String, Double> round(List<String> broken) throws InterruptedException {
            Returners all = people;
            if (all == null) {
                throw new IllegalStateException("not begun");
            }
            await(all, "at first");
            Map<String, Double> figures = new LinkedHashMap<>();
            measure("drained", all, figures, goes::stop, broken);
            goes.start();
            await(all, "after a server joined");
            measure("killed", all, figures, () -> goes.now().kill(), broken);
            return figures;
        }

        private static void await(Returners all, String when) throws InterruptedException {
            if (!all.awaitAll(TO_RETURN, SETTLED)) {
                throw new IllegalStateException(when + " only " + all.connected() + " are in: "
                        + all.heard().ends());
            }
        }

        private void measure(String how, Returners all, Map<String, Double> figures, Runnable harm, List<String> broken)
                throws InterruptedException {
            all.forget();
            CpuTime before = CpuTime.of(scene.processes());
            long start = loop.nanos();
            harm.run();
            if (!all.awaitAll(TO_RETURN, QUIET)) {
                broken.add(how + ": only " + all.connected() + " of " + all.size() + " came back: "
                        + all.heard().ends());
            }
            Returners.Heard heard = all.heard();
            figures.put(how + "Users", (double) heard.welcomeNanos().size());
            if (heard.welcomeNanos().size() < GONE / 2) {
                broken.add(how + ": the server had only " + heard.welcomeNanos().size() + " users");
            }
            figures.put(how + "BackSeconds", heard.secondsFrom(start));
            figures.put(how + "PerSecond", heard.perSecond());
            figures.put(how + "MostToldInASecond", (double) heard.mostToldInASecond());
            figures.put(how + "MostBegunInASecond", (double) heard.mostBegunInASecond());
            figures.put(how + "MostWelcomeInASecond", (double) heard.mostWelcomeInASecond());
            figures.put(
                    how + "CpuSeconds",
                    CpuTime.of(scene.processes()).since(before).total());
        }

        @Override
        public void end() {
            Returners leaving = people;
            people = null;
            if (leaving != null) {
                leaving.close();
            }
            if (goes.ifRuns().isEmpty()) {
                goes.start(); // For the next round.
            }
        }

        @Override
        public void close() {
            end();
            goes.stop();
        }
    }

    /// As many as come back, at once, to a server that has nothing to look up.
    private static final class BareServer implements Place {
        private final Scene scene;
        private final Loop loop;
        private final FloorProcess sockets = FloorProcess.start(SocketsMain.class, List.of());
        private final InetSocketAddress address = new InetSocketAddress(
                "127.0.0.1", Integer.parseInt(sockets.await("ready").getOrDefault("port", "0")));

        BareServer(Scene scene, Loop loop) {
            this.scene = scene;
            this.loop = loop;
        }

        @Override
        public String what() {
            return "bare Netty WebSocket server, as many upgrades and hellos, 100 begun in each 50 ms";
        }

        @Override
        public String durability() {
            return "nothing is sent";
        }

        @Override
        public void begin() {
            // Connects in the round.
        }

        @Override
        public Map<String, Double> round(List<String> broken) throws InterruptedException {
            CpuTime before = CpuTime.of(List.of(sockets.process()));
            long start = loop.nanos();
            try (Returners all = new Returners(loop, servers(), scene.people(0, GONE))) {
                if (!all.awaitAll(TO_RETURN, QUIET)) {
                    broken.add("floor: only " + all.connected() + " came in");
                }
                Returners.Heard heard = all.heard();
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put("killedUsers", (double) heard.welcomeNanos().size());
                figures.put("killedBackSeconds", heard.secondsFrom(start));
                figures.put("killedPerSecond", heard.perSecond());
                figures.put("killedMostBegunInASecond", (double) heard.mostBegunInASecond());
                figures.put("killedMostWelcomeInASecond", (double) heard.mostWelcomeInASecond());
                figures.put(
                        "killedCpuSeconds",
                        CpuTime.of(List.of(sockets.process())).since(before).total());
                return figures;
            }
        }

        private Returners.Servers servers() {
            return new Returners.Servers() {
                @Override
                public Entrance.Way guess(Person person, int failures) {
                    return new Entrance.Way(address, "/ws", person.user().toString());
                }

                @Override
                public Entrance.Way told(String url, String ticket) {
                    throw new IllegalStateException("the bare server sends nobody away");
                }
            };
        }

        @Override
        public void end() {
            // The connections are cut.
        }

        @Override
        public void close() {
            sockets.close();
        }
    }
}
