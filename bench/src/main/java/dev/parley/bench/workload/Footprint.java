package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.Embedded;
import dev.parley.bench.scene.ResidentMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What `./parley up` occupies, before anybody talks and after many have.
final class Footprint implements Workload.Alone {
    private static final double PER_SECOND = 1_000;
    /// What a start leaves to be done is done.
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final double MIB = 1 << 20;
    private static final double MUST_MIB = 3_584;
    private static final double AIM_MIB = 2_048;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "memory of all processes of ./parley up, idle and after 500 pairs talked";
    }

    @Override
    public Comparison run(Path home, Consumer<String> progress, Loop loop, Plan plan) {
        return Turns.alone(
                name(),
                progress,
                plan.rounds(),
                new Up(home, loop),
                (up, who, broken) -> up.round(plan, broken),
                List.of(Bound.atMost("talkedRssMiB", MUST_MIB), Bound.atMost("talkedRssMiB", AIM_MIB)));
    }

    private record Up(Path home, Loop loop) implements Contender {
        @Override
        public String what() {
            return "./parley up --fresh, all services in one JVM and the four engines; talked: 500 pairs, texts of 120"
                    + " bytes, 1,000 a second";
        }

        @Override
        public String durability() {
            return "resident memory, pages that processes share counted in each (rss) or once (pss)";
        }

        Map<String, Double> round(Plan plan, List<String> broken) {
            Map<String, Double> figures = new LinkedHashMap<>();
            try (Embedded up = Embedded.start(home)) {
                Turns.pause(QUIET);
                put(figures, "idle", ResidentMemory.of(up.processes()));
                List<Person> people = up.people(2 * Talk.PAIRS);
                try (Talk talk = talk(up, people)) {
                    talk.begin();
                    Driven.Drive drive = talk.drive(Window.patient(PER_SECOND, plan.measured()));
                    broken.addAll(drive.wrong("up"));
                    put(figures, "talked", ResidentMemory.of(up.processes()));
                    figures.put("messages", (double) drive.count().sent());
                    figures.put("refused", (double) drive.count().refused());
                }
            }
            return figures;
        }

        private Talk talk(Embedded up, List<Person> people) {
            return new Talk(
                    loop,
                    new Talk.Setting(
                            what(),
                            Talk.PARLEYS_DURABILITY,
                            up.chatServer(),
                            () -> Talk.pairs(people),
                            List::of,
                            // Everyone says something.
                            Window.patient(200, Duration.ofSeconds(2 * Talk.PAIRS / 200)),
                            Window.patient(400, Duration.ofSeconds(5)),
                            Talk.texts(Talk.TEXT_BYTES)));
        }

        private static void put(Map<String, Double> figures, String when, ResidentMemory memory) {
            figures.put(when + "RssMiB", memory.totalRssBytes() / MIB);
            figures.put(when + "PssMiB", memory.pssBytes() / MIB);
            new TreeMap<>(memory.rssBytes())
                    .forEach((name, bytes) -> figures.put(when + "RssMiB." + name, bytes / MIB));
        }

        @Override
        public void begin() {
            // Starts in the round.
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
}
