package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Side;
import dev.parley.bench.scene.Embedded;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.ServiceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How long everything takes to start, and one service of a cluster that runs.
final class Startup implements Workload.Alone {
    private static final List<String> OTHERS = List.of("id", "api", "discovery", "presence", "gateway");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String about() {
        return "seconds from ./parley up to ready, with nothing to build and no data; from a service's start to ready";
    }

    @Override
    public Comparison run(Path home, Consumer<String> progress, Loop loop, Plan plan) {
        Embedded.start(home).close(); // Unpacks the engines.
        Comparison all = Turns.alone(
                name(), progress, plan.rounds(), new Everything(home), (it, who, broken) -> it.start(), List.of());
        Cluster cluster = Cluster.fresh(home.resolve("bench"), home.resolve("binaries"), 1, Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-everything"));
        try (Services services = new Services(cluster)) {
            progress.accept("starting engines and services");
            cluster.start(name -> {});
            Comparison each =
                    Turns.alone(name(), progress, plan.rounds(), services, (it, who, broken) -> it.start(), List.of());
            return new Comparison(
                    name(),
                    together(all.subject(), each.subject()),
                    Side.NONE,
                    List.of(),
                    List.of(
                            Bound.atMost("upSeconds", 40),
                            Bound.atMost("upSeconds", 20),
                            Bound.atMost("slowestServiceSeconds", 5),
                            Bound.atMost("slowestServiceSeconds", 2)),
                    List.of());
        }
    }

    private static Side together(Side all, Side each) {
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int i = 0; i < all.rounds().size(); i++) {
            Map<String, Double> both = new LinkedHashMap<>(all.rounds().get(i));
            both.putAll(each.rounds().get(i));
            rounds.add(both);
        }
        return new Side(all.what() + "; " + each.what(), all.durability(), rounds);
    }

    private record Everything(Path home) implements Contender {
        @Override
        public String what() {
            return "./parley up --fresh, four engines, seven services in one JVM and the first three users";
        }

        @Override
        public String durability() {
            return "";
        }

        Map<String, Double> start() {
            try (Embedded up = Embedded.start(home)) {
                return Map.of("upSeconds", up.startedIn().toMillis() / 1e3);
            }
        }

        @Override
        public void begin() {
            // Begins in the round.
        }

        @Override
        public void end() {
            // Stopped in the round.
        }

        @Override
        public void close() {
            // As well.
        }
    }

    private record Services(Cluster cluster) implements Contender {
        @Override
        public String what() {
            return "each service stopped and started as a process of its own, as ./parley up starts its JVM, to a"
                    + " tenth of a second";
        }

        @Override
        public String durability() {
            return "";
        }

        Map<String, Double> start() {
            Map<String, Double> figures = new LinkedHashMap<>();
            Stream.concat(OTHERS.stream().map(cluster::service), cluster.chat().stream())
                    .forEach(service -> figures.put(service.name() + "Seconds", seconds(service)));
            double slowest = figures.values().stream().reduce(0.0, Math::max);
            figures.put("slowestServiceSeconds", slowest);
            return figures;
        }

        private static double seconds(ServiceProcess service) {
            service.stop();
            long start = System.nanoTime();
            service.start();
            return (System.nanoTime() - start) / 1e9;
        }

        @Override
        public void begin() {
            // Runs already.
        }

        @Override
        public void end() {
            // Runs on.
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
