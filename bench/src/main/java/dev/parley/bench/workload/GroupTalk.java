package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.floor.SocketsMain;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many deliveries a second a server makes to groups of 100 whose members are all there, and how far apart the
/// first and the last of them get it.
final class GroupTalk implements Workload.OnScene {
    private static final int GROUPS = 10;
    private static final int MEMBERS = 100;
    /// Behind those of the other workloads.
    private static final int FIRST_PERSON = 2_000;

    private static final double FIRST_PER_SECOND = 40;
    private static final double HIGHEST_PER_SECOND = 10_000;
    private static final Window INTRODUCTION = Window.patient(20, Duration.ofSeconds(5));
    private static final Window WARM_UP = Window.patient(40, Duration.ofSeconds(40));

    @Override
    public String name() {
        return "group";
    }

    @Override
    public String about() {
        return "deliveries a second to 10 groups of 100 online members, p99 below 100 ms; CPU of each; spread";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        Groups groups = Groups.make(scene, GROUPS, MEMBERS, FIRST_PERSON);
        try (FloorProcess sockets = FloorProcess.start(SocketsMain.class, List.of());
                Driven subject = new Talk(
                        loop,
                        new Talk.Setting(
                                "Parley, 10 groups of 100 members on one chat server, texts of 120 bytes",
                                Talk.PARLEYS_DURABILITY,
                                scene.chatServer(),
                                groups::membersAnew,
                                scene::processes,
                                INTRODUCTION,
                                WARM_UP,
                                Talk.texts(Talk.TEXT_BYTES)));
                Driven floor = new Talk(
                        loop,
                        new Talk.Setting(
                                "one Netty event loop that writes one shared buffer to 100 sockets",
                                "none: in the memory of one process",
                                entrance(sockets, groups),
                                groups::membersAnew,
                                () -> List.of(sockets.process()),
                                INTRODUCTION,
                                WARM_UP,
                                Talk.texts(Talk.TEXT_BYTES)))) {
            RateSearch ofSubject = new RateSearch(plan, FIRST_PER_SECOND, HIGHEST_PER_SECOND, scene::say);
            RateSearch ofFloor = new RateSearch(plan, FIRST_PER_SECOND, HIGHEST_PER_SECOND, scene::say);
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) ->
                            withDeliveries((side == subject ? ofSubject : ofFloor).round(side, who, broken)),
                    List.of("deliveriesPerSecond", "cpuMicrosPerDelivery", "spreadP99Ms"),
                    List.of(
                            Bound.ratioAtLeast("deliveriesPerSecond", 0.25),
                            Bound.atLeast("deliveriesPerSecond", 20_000)));
        }
    }

    private static Map<String, Double> withDeliveries(Map<String, Double> figures) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("deliveriesPerSecond", figures.getOrDefault("perSecond", Double.NaN) * MEMBERS);
        all.put("cpuMicrosPerDelivery", figures.getOrDefault("cpuMsPerMessage", Double.NaN) * 1_000 / MEMBERS);
        all.putAll(figures);
        return all;
    }

    /// The bare server is told the conversation in place of a ticket.
    private static Entrance entrance(FloorProcess sockets, Groups groups) {
        Map<Person, String> conversations = new HashMap<>();
        groups.all()
                .forEach(group -> group.members()
                        .forEach(member ->
                                conversations.put(member, group.conversation().value())));
        int port = Integer.parseInt(sockets.await("ready").getOrDefault("port", "0"));
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        return person -> new Entrance.Way(address, "/ws", conversations.getOrDefault(person, ""));
    }
}
