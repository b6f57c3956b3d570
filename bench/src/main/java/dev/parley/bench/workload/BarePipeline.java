package dev.parley.bench.workload;

import dev.parley.bench.floor.FloorProcess;
import dev.parley.bench.floor.PipelineMain;
import dev.parley.bench.load.Tally;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.systemtests.process.OneProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The floor of everything that carries messages. Its process warms up as the chat server does: it lives as long as the
/// workload.
final class BarePipeline implements Driven {
    private final FloorProcess process;
    private final List<OneProcess> processes;

    BarePipeline(Scene scene) {
        process = FloorProcess.start(PipelineMain.class, List.of(scene.engines().kafkaBootstrap()));
        processes = List.of(scene.kafka(), process.process());
        process.await("ready");
    }

    @Override
    public String what() {
        return "bare pipeline: produce, poll, produce two, poll; same record sizes and partitions";
    }

    @Override
    public String durability() {
        return "in both topics (acks=all, one broker); no store, no offsets, nothing decided";
    }

    @Override
    public void begin() {
        // Nothing to connect.
    }

    @Override
    public Drive drive(Window window) {
        process.say("run " + window.perSecond() + " " + window.warmUp().toMillis() + " "
                + window.measured().toMillis());
        process.await("measuring");
        CpuTime before = CpuTime.of(processes);
        process.await("measured");
        CpuTime cpu = CpuTime.of(processes).since(before);
        Map<String, String> result = process.await("result");
        Map<String, Double> figures = new LinkedHashMap<>();
        result.forEach((key, value) -> {
            if (key.startsWith("delivery")) {
                figures.put(key, Double.parseDouble(value));
            }
        });
        figures.put("generatorLateP99Ms", number(result, "lagP99Ms"));
        return new Drive(
                window,
                new Tally.Count(
                        (long) number(result, "sent"),
                        (long) number(result, "lost"),
                        (long) number(result, "doubled"),
                        (long) number(result, "strange"),
                        Map.of()),
                figures,
                cpu,
                0,
                Boolean.parseBoolean(result.get("abandoned")));
    }

    private static double number(Map<String, String> result, String key) {
        return Double.parseDouble(result.getOrDefault(key, "NaN"));
    }

    @Override
    public void end() {
        // It does nothing until it is told to.
    }

    @Override
    public void close() {
        process.close();
    }
}
