package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.CrowdMain;
import dev.parley.bench.scene.Scene;
import dev.parley.systemtests.process.OneProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Servers, each with a generator process whose people send it heartbeats, and pairs who talk meanwhile.
abstract class BeatingServers implements Contender {
    static final int SERVERS = 5;
    /// Six heartbeats of everyone.
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final int PAIRS = 100;
    private static final double PER_SECOND = 200;

    final Scene scene;
    final int each;
    private final Loop loop;
    private final Plan plan;
    private final List<FloorProcess> generators = new ArrayList<>();

    BeatingServers(Scene scene, Loop loop, Plan plan) {
        this.scene = scene;
        this.loop = loop;
        this.plan = plan;
        this.each = plan.connections() / SERVERS;
    }

    /// The servers' own processes.
    abstract List<OneProcess> processes();

    abstract Entrance entrance();

    /// Returns when all of them have a welcome.
    ///
    /// @param number of the server, from 0
    void connect(int number, List<Person> people, int port, String server) {
        Path file = scene.home().resolve("bench/people-" + number);
        try {
            CrowdMain.write(file, people);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FloorProcess generator = FloorProcess.start(
                List.of("-Xms64m", "-XX:-AlwaysPreTouch"),
                CrowdMain.class,
                List.of(file.toString(), Integer.toString(port), server, "127.0.0." + (number + 2)));
        generators.add(generator);
        // The people of five servers, all coming at once, would leave none of them a processor: a server waits for a
        // hello no longer than some seconds.
        generator.await("ready");
    }

    Map<String, Double> round(String who, List<String> broken) {
        long beatsBefore = ask("beats");
        CpuTime before = CpuTime.of(processes());
        Turns.pause(QUIET);
        CpuTime cpu = CpuTime.of(processes()).since(before);
        long beats = ask("beats") - beatsBefore;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("cpuMicrosPerBeat", cpu.total() * 1e6 / beats);
        figures.put("cpuSeconds", cpu.total());
        figures.put("beatsPerSecond", beats / (double) QUIET.toSeconds());
        figures.put("connections", (double) each * SERVERS);
        try (Talk talk = talk()) {
            talk.begin();
            Driven.Drive drive = talk.drive(plan.window(PER_SECOND));
            broken.addAll(drive.wrongAtEase(who));
            figures.putAll(drive.figures());
        }
        long troubles = ask("troubles");
        if (troubles > 0) {
            broken.add(who + " lost " + troubles + " connections");
        }
        return figures;
    }

    private Talk talk() {
        return new Talk(
                loop,
                new Talk.Setting(
                        what(),
                        durability(),
                        entrance(),
                        this::pairs,
                        this::processes,
                        // Everyone says something.
                        Window.patient(PER_SECOND, Duration.ofSeconds(2)),
                        Window.patient(PER_SECOND, plan.warmUp()),
                        Talk.texts(Talk.TEXT_BYTES)));
    }

    List<List<Member>> pairs() {
        return Talk.pairs(scene.people(0, 2 * PAIRS));
    }

    /// The sum over all generators.
    private long ask(String what) {
        generators.forEach(generator -> generator.say("state"));
        return generators.stream()
                .map(generator -> generator.await("state"))
                .mapToLong(state -> Long.parseLong(state.getOrDefault(what, "0")))
                .sum();
    }

    @Override
    public void end() {
        generators.forEach(FloorProcess::close);
        generators.clear();
    }
}
