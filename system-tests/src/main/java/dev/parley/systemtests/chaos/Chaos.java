package dev.parley.systemtests.chaos;

import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Chatter;
import dev.parley.systemtests.people.Crowd;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// People talk in a cluster while one thing after the other goes wrong in it, now and then two at once. In the end
/// everything works again, and what was promised must hold.
public final class Chaos {
    /// Gateway and login limits are for one address each; here everyone has the same.
    public static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "api",
            Map.of("parley.login-limit.per-address", "1000000", "parley.login-limit.per-account", "1000000"),
            "gateway",
            Map.of("parley.gateway.limits.auth.per-second", "1000", "parley.gateway.limits.auth.burst", "10000"));

    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(50);
    /// Acknowledged after each harm before the next comes: the cluster is well again.
    private static final int SIGNS_OF_LIFE = 20;

    private final Cluster cluster;
    private final Consumer<String> progress;
    private final Harms harms;
    private final Ledger ledger = new Ledger();
    private final long startNanos = System.nanoTime();
    private int harmed;

    /// @param cluster runs
    /// @param freeze how long a chat server stands still
    /// @param progress hears what is done
    public Chaos(Cluster cluster, long seed, Duration freeze, Consumer<String> progress) {
        this.cluster = cluster;
        this.progress = progress;
        this.harms = new Harms(cluster, new Random(seed), freeze);
    }

    /// Every kind of harm in its turn, then any, for as long as there is time.
    ///
    /// @param people a multiple of ten
    public Verdict run(int people, Duration atLeast) throws Exception {
        try (Cast cast = new Cast(cluster.url())) {
            say(people + " people come in");
            Crowd crowd = new Crowd(cast, people);
            try (Chatter talking = new Chatter(ledger, crowd.voices(), BETWEEN_MESSAGES)) {
                ledger.awaitAcknowledged(SIGNS_OF_LIFE);
                say("everyone talks");
                long begunNanos = System.nanoTime();
                while (System.nanoTime() - begunNanos < atLeast.toNanos()) {
                    harm(crowd, harms.next(cluster));
                }
            }
            return judge(crowd);
        }
    }

    private void harm(Crowd crowd, List<Harm> atOnce) {
        Set<String> names = new HashSet<>();
        atOnce.forEach(harm -> names.add(harm.name()));
        long before = System.nanoTime();
        crowd.speakAndVanish(ledger, harmed, "last words before harm " + harmed);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Harm harm : atOnce) {
            harmed++;
            running.add(CompletableFuture.runAsync(
                    () -> doIt(harm), task -> Thread.ofPlatform().start(task)));
        }
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw new AssertionError(names + " could not be mended", failed.getCause());
        }
        long mended = System.nanoTime();
        ledger.awaitAcknowledged(SIGNS_OF_LIFE);
        say(String.join(", and ", names)
                + String.format(
                        Locale.ROOT,
                        "; mended after %.1f s, %d more acknowledged after %.1f s",
                        seconds(mended - before),
                        SIGNS_OF_LIFE,
                        seconds(System.nanoTime() - mended)));
    }

    private void doIt(Harm harm) {
        try {
            harm.deed().to(cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Verdict judge(Crowd crowd) {
        say("everything works from now on; waiting for everyone to have everything");
        ledger.awaitAllAcknowledged();
        // Fresh devices are handed old messages, which took no time to come.
        List<Duration> delays = crowd.allDevices().stream()
                .map(Device::takeDelays)
                .flatMap(List::stream)
                .sorted()
                .toList();
        crowd.addFreshDevices(3);
        List<String> broken = crowd.violations(ledger);
        String summary = String.format(
                Locale.ROOT,
                "%.0f s, %d harms%s, %d people on %d devices, %d sent, %d acknowledged, %d given up by vanished devices, "
                        + "%d deliveries with p50 %d ms and p99 %d ms",
                seconds(System.nanoTime() - startNanos),
                harmed,
                harms.kindsToCome() == 0 ? "" : " (time for " + harms.kindsToCome() + " more kinds was missing)",
                crowd.people(),
                crowd.devices(),
                ledger.said(),
                ledger.acknowledged(),
                ledger.said() - ledger.acknowledged(),
                delays.size(),
                percentile(delays, 50),
                percentile(delays, 99));
        return new Verdict(broken, summary);
    }

    private static long percentile(List<Duration> sorted, int percent) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((sorted.size() - 1) * percent / 100).toMillis();
    }

    private void say(String what) {
        progress.accept(String.format(Locale.ROOT, "%6.1f s  %s", seconds(System.nanoTime() - startNanos), what));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
