package dev.parley.systemtests.chaos;

import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.OneProcess;
import dev.parley.systemtests.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// All that chaos knows to do to a cluster. Each is drawn with its own moments and lengths.
final class Harms {
    private static final List<String> ENGINES = List.of("kafka", "cassandra", "redis", "postgres");
    private static final List<String> SERVICES = List.of("api", "discovery", "id", "gateway");
    private static final long LONGEST_CLOCK_STEP_MS = 30_000;

    private static final double TWO_AT_ONCE = 0.25;

    private final Random random;
    private final Duration longestFreeze;
    /// Of kinds that have not been done yet.
    private final Deque<Harm> first;

    /// @param longestFreeze how long a chat server stands still at most
    Harms(Cluster cluster, Random random, Duration longestFreeze) {
        this.random = random;
        this.longestFreeze = longestFreeze;
        this.first = new ArrayDeque<>(everyKind(cluster));
    }

    /// Kinds that have not been done yet.
    int kindsToCome() {
        return first.size();
    }

    /// What is done next, at once: every kind in its turn, then any.
    List<Harm> next(Cluster cluster) {
        Harm one = first.isEmpty() ? any(cluster) : first.remove();
        Harm other = first.isEmpty() ? any(cluster) : first.element();
        if (random.nextDouble() >= TWO_AT_ONCE || !Collections.disjoint(one.targets(), other.targets())) {
            return List.of(one);
        }
        first.remove(other);
        return List.of(one, other);
    }

    /// One of every kind, in random order, the whole restart last.
    private List<Harm> everyKind(Cluster cluster) {
        List<Harm> all = new ArrayList<>();
        ENGINES.forEach(engine -> all.add(killEngine(engine)));
        SERVICES.forEach(service -> all.add(killService(cluster, service)));
        all.add(freezeEngine(pick(ENGINES)));
        all.add(killChatServer(cluster));
        all.add(restartChatServer(cluster));
        all.add(freezeChatServer(cluster));
        all.add(stepClock(cluster));
        all.add(flushRedis());
        Collections.shuffle(all, random);
        all.add(restartEverything(cluster));
        return all;
    }

    /// Those that chat servers feel most come most often.
    private Harm any(Cluster cluster) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> killChatServer(cluster);
            case 3, 4 -> restartChatServer(cluster);
            case 5 -> freezeChatServer(cluster);
            case 6, 7, 8 -> killEngine(pick(ENGINES));
            case 9 -> freezeEngine(pick(ENGINES));
            case 10 -> killService(cluster, pick(SERVICES));
            case 11 -> flushRedis();
            case 12 -> stepClock(cluster);
            default -> random.nextInt(4) == 0 ? restartEverything(cluster) : killChatServer(cluster);
        };
    }

    private Harm killChatServer(Cluster cluster) {
        ServiceProcess server = pick(cluster.chat());
        Duration away = upTo(Duration.ofSeconds(5));
        return new Harm("kill -9 of " + server.name(), Set.of(server.name()), it -> {
            server.now().kill();
            Thread.sleep(away); // So long nobody starts it again.
            server.start();
        });
    }

    private Harm restartChatServer(Cluster cluster) {
        ServiceProcess server = pick(cluster.chat());
        return new Harm("SIGTERM and restart of " + server.name(), Set.of(server.name()), it -> {
            server.stop();
            server.start();
        });
    }

    private Harm freezeChatServer(Cluster cluster) {
        ServiceProcess server = pick(cluster.chat());
        return new Harm(
                "SIGSTOP of " + server.name() + " for " + longestFreeze.toSeconds() + " s",
                Set.of(server.name()),
                it -> freeze(server.now(), longestFreeze));
    }

    private Harm killEngine(String engine) {
        return new Harm("kill -9 of " + engine, Set.of(engine), it -> it.killAndStartEngine(engine));
    }

    private Harm freezeEngine(String engine) {
        Duration howLong = Duration.ofSeconds(3).plus(upTo(Duration.ofSeconds(7)));
        return new Harm(
                "SIGSTOP of " + engine + " for " + howLong.toSeconds() + " s",
                Set.of(engine),
                it -> freeze(it.engineProcess(engine), howLong));
    }

    private Harm killService(Cluster cluster, String name) {
        ServiceProcess service = cluster.service(name);
        return new Harm("kill -9 of " + name, Set.of(name), it -> {
            service.now().kill();
            service.start();
        });
    }

    private static Harm flushRedis() {
        return new Harm("FLUSHALL on redis", Set.of("redis"), Cluster::flushRedis);
    }

    private Harm stepClock(Cluster cluster) {
        ServiceProcess server = pick(cluster.chat());
        long step = random.nextLong(2 * LONGEST_CLOCK_STEP_MS) - LONGEST_CLOCK_STEP_MS;
        Duration howLong = Duration.ofSeconds(2).plus(upTo(Duration.ofSeconds(6)));
        return new Harm("clock of " + server.name() + " set by " + step + " ms and back", Set.of(server.name()), it -> {
            it.stepClock(server, step);
            Thread.sleep(howLong); // So long the clock is wrong.
            it.stepClock(server, 0);
        });
    }

    private static Harm restartEverything(Cluster cluster) {
        List<ServiceProcess> services = new ArrayList<>(List.of(cluster.service("id")));
        services.addAll(cluster.chat());
        SERVICES.stream()
                .filter(name -> !name.equals("id"))
                .map(cluster::service)
                .forEach(services::add);
        Set<String> targets = new HashSet<>(ENGINES);
        services.forEach(service -> targets.add(service.name()));
        return new Harm("kill -9 of everything", targets, it -> {
            services.forEach(service -> service.now().kill());
            ENGINES.forEach(engine -> it.engineProcess(engine).kill());
            ENGINES.parallelStream().forEach(engine -> it.engine(engine).start());
            services.forEach(ServiceProcess::start);
        });
    }

    private static void freeze(OneProcess process, Duration howLong) throws InterruptedException {
        process.pause();
        try {
            Thread.sleep(howLong); // So long it stands still: the harm itself, not a wait for anything.
        } finally {
            process.resume();
        }
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
