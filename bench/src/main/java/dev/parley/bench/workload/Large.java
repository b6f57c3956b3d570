package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Sends;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whether somebody's longest possible message every second is felt by the others.
final class Large implements Workload.OnScene {
    private static final double PER_SECOND = 400;
    private static final double LARGE_PER_SECOND = 1;
    private static final int LONGEST_TEXT = 99_999;
    /// Behind those of the pairs.
    private static final int FIRST_PERSON = 2 * Talk.PAIRS;

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String about() {
        return "the same latency while one more pair exchanges a text of 99,999 characters every second, against"
                + " without";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        Talk large = new Talk(
                loop,
                new Talk.Setting(
                        "one pair, texts of 99,999 characters",
                        Talk.PARLEYS_DURABILITY,
                        scene.chatServer(),
                        () -> Talk.pairs(scene.people(FIRST_PERSON, FIRST_PERSON + 2)),
                        List::of,
                        Window.patient(2, Duration.ofSeconds(1)),
                        Window.patient(2, Duration.ofSeconds(5)),
                        Talk.texts(LONGEST_TEXT)));
        try (Driven subject = new Beside(Talk.ofPairs(scene, loop), large);
                Driven floor = Talk.ofPairs(scene, loop)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> round(side, who, broken, plan),
                    List.of("deliveryP50Ms", "deliveryP99Ms", "deliveryP999Ms", "cpuSeconds"),
                    List.of(Bound.ratioAtMost("deliveryP99Ms", 2)));
        }
    }

    private static Map<String, Double> round(Driven side, String who, List<String> broken, Plan plan) {
        Driven.Drive drive = side.drive(plan.window(PER_SECOND));
        broken.addAll(drive.wrongAtEase(who));
        return drive.all();
    }

    /// Pairs that are measured while a large one talks, too.
    private record Beside(Talk pairs, Talk large) implements Driven {
        @Override
        public String what() {
            return pairs.what() + ", beside " + large.what();
        }

        @Override
        public String durability() {
            return pairs.durability();
        }

        @Override
        public void begin() {
            pairs.begin();
            large.begin();
        }

        @Override
        public Drive drive(Window window) {
            Sends beside = large.start(new Window(LARGE_PER_SECOND, window.warmUp(), window.measured()));
            Drive drive = pairs.drive(window);
            beside.settled().join();
            Sends.Outcome outcome = beside.outcome();
            drive.figures().put("largeP50Ms", outcome.deliveries().ms(50));
            drive.figures().put("largeMaxMs", outcome.deliveries().ms(100));
            return new Drive(
                    window,
                    drive.count().and(outcome.count()),
                    drive.figures(),
                    drive.cpu(),
                    drive.generatorCpuSeconds(),
                    drive.abandoned() || outcome.abandoned());
        }

        @Override
        public void end() {
            pairs.end();
            large.end();
        }

        @Override
        public void close() {
            end();
        }
    }
}
