package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.util.List;

/// Something that people wait or pay for, measured on Parley and on the least that could do the same.
public interface Workload {
    /// In the order in which they run.
    List<Workload> ALL = List.of(
            new Latency(),
            new Cpu(),
            new Direct(),
            new Large(),
            new GroupTalk(),
            new Idle(),
            new CatchUp(),
            new Reconnect(),
            new Presence());

    String name();

    /// For `--help`, in a line.
    String about();

    Comparison run(Scene scene, Loop loop, Plan plan);
}
