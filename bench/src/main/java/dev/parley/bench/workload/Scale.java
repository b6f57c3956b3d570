package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.floor.SocketsMain;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Person;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.scene.SlotOwners;
import dev.parley.systemtests.process.OneProcess;
import dev.parley.systemtests.process.ServiceProcess;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What connections cost that only send heartbeats, when there are more than one process may have, and whether messages
/// still come in time beside them. Each server's people are a generator process of their own.
final class Scale implements Workload.OnScene {
    private static final int WEIGHT = 100;
    private static final int LOOKS_ALIKE = 12;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "CPU of a heartbeat with 5 chat servers and --connections of 95,000; delivery at 200 messages a second"
                + " meanwhile";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (BeatingServers subject = new ChatServers(scene, loop, plan);
                BeatingServers floor = new BareServers(scene, loop, plan)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> side.round(who, broken),
                    List.of("cpuMicrosPerBeat", "deliveryP50Ms", "deliveryP99Ms"),
                    List.of(Bound.ratioAtMost("cpuMicrosPerBeat", 1.5), Bound.ratioAtMost("cpuMicrosPerBeat", 1.15)));
        }
    }

    private static final class ChatServers extends BeatingServers {
        private final List<ServiceProcess> servers = new ArrayList<>();
        private final SlotOwners owners;

        ChatServers(Scene scene, Loop loop, Plan plan) {
            super(scene, loop, plan);
            owners = scene.slotOwners();
        }

        @Override
        public String what() {
            return "Parley, five chat servers, heartbeats every 5 s";
        }

        @Override
        public String durability() {
            return "messages meanwhile: " + Talk.PARLEYS_DURABILITY;
        }

        @Override
        public void begin() {
            if (servers.isEmpty()) {
                servers.add(scene.cluster().chat().getFirst());
                while (servers.size() < SERVERS) {
                    servers.add(scene.startChatServer(WEIGHT));
                }
            }
            owners.awaitRest(SERVERS, LOOKS_ALIKE);
            Map<String, List<Person>> people = shares(owners, servers, each);
            for (int i = 0; i < SERVERS; i++) {
                ServiceProcess server = servers.get(i);
                connect(
                        i,
                        people.getOrDefault(server.name(), List.of()),
                        scene.cluster().sockets(server).getPort(),
                        server.name());
            }
        }

        /// Strangers until each server has as many as it is to have: slots are not shared evenly by five.
        private static Map<String, List<Person>> shares(SlotOwners owners, List<ServiceProcess> servers, int each) {
            Map<String, List<Person>> people = new HashMap<>();
            servers.forEach(server -> people.put(server.name(), new ArrayList<>()));
            int missing = each * SERVERS;
            for (int number = 0; missing > 0; number++) {
                Person person = Scene.stranger(number);
                List<Person> there = people.getOrDefault(owners.ownerOf(person.user()), List.of());
                if (there.size() < each) {
                    there.add(person);
                    missing--;
                }
            }
            return people;
        }

        @Override
        List<OneProcess> processes() {
            return servers.stream().map(ServiceProcess::now).toList();
        }

        @Override
        Entrance entrance() {
            return owners;
        }

        @Override
        public void close() {
            end();
            servers.stream().skip(1).forEach(ServiceProcess::stop);
        }
    }

    private static final class BareServers extends BeatingServers {
        private final List<FloorProcess> servers = new ArrayList<>();
        private int firstPort;

        BareServers(Scene scene, Loop loop, Plan plan) {
            super(scene, loop, plan);
        }

        @Override
        public String what() {
            return "five bare Netty WebSocket servers, the same heartbeats; the pairs meet at the first";
        }

        @Override
        public String durability() {
            return "messages meanwhile: in the memory of one process";
        }

        @Override
        public void begin() {
            for (int i = 0; i < SERVERS; i++) {
                FloorProcess server = FloorProcess.start(SocketsMain.class, List.of());
                servers.add(server);
                int port = Integer.parseInt(server.await("ready").getOrDefault("port", "0"));
                firstPort = i == 0 ? port : firstPort;
                List<Person> people = new ArrayList<>();
                for (int number = i * each; number < (i + 1) * each; number++) {
                    people.add(Scene.stranger(number));
                }
                connect(i, people, port, "floor");
            }
        }

        @Override
        List<OneProcess> processes() {
            return servers.stream().map(FloorProcess::process).toList();
        }

        /// The bare server is told the conversation in place of a ticket.
        @Override
        Entrance entrance() {
            Map<Person, String> conversations = new HashMap<>();
            pairs().forEach(pair -> pair.forEach(member -> conversations.put(member.person(), member.conversation())));
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", firstPort);
            return person -> new Entrance.Way(address, "/ws", conversations.getOrDefault(person, ""));
        }

        @Override
        public void end() {
            super.end();
            servers.forEach(FloorProcess::close);
            servers.clear();
        }

        @Override
        public void close() {
            end();
        }
    }
}
