package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.util.List;
import java.util.Map;

/// How long a message takes to the other person, at a rate that leaves the machine mostly idle.
final class Latency implements Workload.OnScene {
    private static final double PER_SECOND = 400;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "delivery p50/p99/p99.9 of 1:1 messages at 400 a second";
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
                    List.of("deliveryP50Ms", "deliveryP99Ms", "deliveryP999Ms", "cpuSeconds"),
                    List.of(
                            Bound.ratioAtMost("deliveryP50Ms", 1.8),
                            Bound.ratioAtMost("deliveryP99Ms", 2),
                            Bound.ratioAtMost("deliveryP999Ms", 2.5)));
        }
    }

    private static Map<String, Double> round(Driven side, String who, List<String> broken, Plan plan) {
        Driven.Drive drive = side.drive(plan.window(PER_SECOND));
        broken.addAll(drive.wrongAtEase(who));
        return drive.all();
    }
}
