package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.floor.SocketsMain;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Returners;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.JvmMemory;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.id.ConversationId;
import dev.parley.systemtests.process.OneProcess;
import dev.parley.systemtests.process.ServiceProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a connection costs that only sends heartbeats.
final class Idle implements Workload.OnScene {
    /// Of the 20,000 descriptors that a process may have here, most.
    private static final int CONNECTIONS = 19_500;

    private static final Duration TO_ENTER = Duration.ofMinutes(3);
    /// Some heartbeats of everyone.
    private static final Duration QUIET = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String about() {
        return "memory of a connection with heartbeats, 19,500 of them, after a full garbage collection";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        List<Member> nobodysFriends = scene.people(0, CONNECTIONS).stream()
                .map(person -> new Member(person, ConversationId.direct(person.user(), person.user()), 0))
                .toList();
        try (Server subject = new ChatServer(scene, loop);
                Server floor = new BareServer()) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> round(side, who, broken, loop, nobodysFriends),
                    List.of("bytesPerConnection", "heapBytesPerConnection", "cpuMicrosPerConnectionSecond"),
                    List.of(Bound.ratioAtMost("bytesPerConnection", 1.5), Bound.atMost("bytesPerConnection", 5_000)));
        }
    }

    private static Map<String, Double> round(
            Server side, String who, List<String> broken, Loop loop, List<Member> members) {
        ProcessHandle process = side.process().process();
        JvmMemory before = JvmMemory.of(process);
        try (Crowd crowd = new Crowd(loop, side.entrance(), anew(members))) {
            crowd.enter(TO_ENTER);
            CpuTime cpuBefore = CpuTime.of(List.of(side.process()));
            Turns.pause(QUIET);
            CpuTime cpu = CpuTime.of(List.of(side.process())).since(cpuBefore);
            JvmMemory with = JvmMemory.of(process);
            Map<String, Long> troubles = crowd.troubles();
            if (!troubles.isEmpty()) {
                broken.add(who + " lost connections: " + troubles);
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("bytesPerConnection", with.since(before) / (double) members.size());
            figures.put("heapBytesPerConnection", (with.aliveBytes() - before.aliveBytes()) / (double) members.size());
            figures.put(
                    "nativeBytesPerConnection",
                    (with.residentBytes() - before.residentBytes()) / (double) members.size());
            figures.put("cpuMicrosPerConnectionSecond", cpu.total() * 1e6 / QUIET.toSeconds() / members.size());
            figures.put("cpuSeconds", cpu.total());
            figures.put("connections", (double) members.size());
            return figures;
        }
    }

    private static List<Member> anew(List<Member> members) {
        return members.stream().map(Member::anew).toList();
    }

    private interface Server extends Contender {
        OneProcess process();

        Entrance entrance();

        @Override
        default String durability() {
            return "nothing is sent";
        }
    }

    /// Fresh for each round: classes and buffers of other workloads are not its connections'.
    private record ChatServer(Scene scene, Loop loop, ServiceProcess server) implements Server {
        /// They belong to all slots.
        private static final int PROBES = 200;

        ChatServer(Scene scene, Loop loop) {
            this(scene, loop, scene.cluster().chat().getFirst());
        }

        @Override
        public String what() {
            return "Parley's chat server, 19,500 authenticated connections";
        }

        @Override
        public void begin() {
            server.now().kill();
            server.start();
            // Until Kafka's group has noticed that the former one is gone, some slots are nobody's.
            try (Returners probes = new Returners(loop, scene.servers(List.of(server)), scene.people(0, PROBES))) {
                if (!probes.awaitAll(TO_ENTER, Duration.ofSeconds(1))) {
                    throw new IllegalStateException("the chat server does not serve all slots: " + probes.heard());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public OneProcess process() {
            return server.now();
        }

        @Override
        public Entrance entrance() {
            return scene.chatServer(server);
        }

        @Override
        public void end() {
            // The connections are cut.
        }

        @Override
        public void close() {
            // It serves the next workload.
        }
    }

    private static final class BareServer implements Server {
        private @Nullable FloorProcess running;
        private int port;

        @Override
        public String what() {
            return "a bare Netty WebSocket server, 19,500 connections";
        }

        @Override
        public void begin() {
            running = FloorProcess.start(SocketsMain.class, List.of());
            port = Integer.parseInt(running.await("ready").getOrDefault("port", "0"));
        }

        @Override
        public OneProcess process() {
            FloorProcess floor = running;
            if (floor == null) {
                throw new IllegalStateException("not begun");
            }
            return floor.process();
        }

        @Override
        public Entrance entrance() {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
            return person -> new Entrance.Way(address, "/ws", person.user().toString());
        }

        @Override
        public void end() {
            FloorProcess floor = running;
            running = null;
            if (floor != null) {
                floor.close();
            }
        }

        @Override
        public void close() {
            end();
        }
    }
}
