package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Something that people wait or pay for, measured on Parley and on the least that could do the same.
public sealed interface Workload {
    /// In the order in which they run.
    List<Workload> ALL = List.of(
            new Ids(),
            new Startup(),
            new Footprint(),
            new Storage(),
            new Latency(),
            new Cpu(),
            new Direct(),
            new Large(),
            new GroupTalk(),
            new Idle(),
            new CatchUp(),
            new History(),
            new Presence(),
            new Reconnect(),
            new Growth(),
            new Scale());

    String name();

    /// For `--help`, in a line.
    String about();

    /// Runs while nothing else of Parley does.
    non-sealed interface Alone extends Workload {
        /// @param home `.parley`
        /// @param progress hears what is done
        Comparison run(Path home, Consumer<String> progress, Loop loop, Plan plan);
    }

    /// Runs on services and engines that serve other workloads, too.
    non-sealed interface OnScene extends Workload {
        Comparison run(Scene scene, Loop loop, Plan plan);
    }
}
