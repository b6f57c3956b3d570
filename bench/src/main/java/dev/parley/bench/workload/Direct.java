package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.util.List;

/// How many 1:1 messages a second are carried well: none lost, none refused, p99 below 100 ms.
final class Direct implements Workload.OnScene {
    private static final double FIRST_PER_SECOND = 1_000;
    private static final double HIGHEST_PER_SECOND = 60_000;

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String about() {
        return "highest rate of durable 1:1 messages with zero loss and p99 below 100 ms";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (Driven subject = Talk.ofPairs(scene, loop);
                Driven floor = new BarePipeline(scene)) {
            RateSearch ofSubject = new RateSearch(plan, FIRST_PER_SECOND, HIGHEST_PER_SECOND, scene::say);
            RateSearch ofFloor = new RateSearch(plan, FIRST_PER_SECOND, HIGHEST_PER_SECOND, scene::say);
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> (side == subject ? ofSubject : ofFloor).round(side, who, broken),
                    List.of("perSecond"),
                    List.of(
                            Bound.ratioAtLeast("perSecond", 0.4),
                            Bound.ratioAtLeast("perSecond", 0.7),
                            Bound.atLeast("perSecond", 2_000),
                            Bound.atLeast("perSecond", 4_000)));
        }
    }
}
