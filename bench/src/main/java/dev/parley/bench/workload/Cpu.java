package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a 1:1 message costs in processor time, all servers and engines together.
final class Cpu implements Workload.OnScene {
    private static final List<Integer> RATES = List.of(400, 1_500);

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String about() {
        return "CPU per 1:1 message of all server processes, engines included, at 400 and 1,500 a second";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (Driven subject = Talk.ofPairs(scene, loop);
                Driven floor = new BarePipeline(scene)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> round(side, who, broken, plan),
                    List.of("cpuMsAt400", "cpuMsAt1500"),
                    List.of(
                            Bound.ratioAtMost("cpuMsAt400", 2.5),
                            Bound.ratioAtMost("cpuMsAt1500", 2.5),
                            Bound.atMost("cpuMsAt400", 1.2)));
        }
    }

    private static Map<String, Double> round(Driven side, String who, List<String> broken, Plan plan) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int rate : RATES) {
            Driven.Drive drive = side.drive(plan.window(rate));
            broken.addAll(drive.wrongAtEase(who));
            figures.put("cpuMsAt" + rate, drive.cpuMsPerMessage());
            int messages = drive.window().messages() - drive.window().warmUpMessages();
            new TreeMap<>(drive.cpu().seconds())
                    .forEach((process, seconds) ->
                            figures.put("cpuMsAt" + rate + "." + process, seconds * 1_000 / messages));
            figures.put("generatorCpuMsAt" + rate, drive.generatorCpuSeconds() * 1_000 / messages);
            figures.put("deliveryP99MsAt" + rate, drive.p99Ms());
        }
        return figures;
    }
}
