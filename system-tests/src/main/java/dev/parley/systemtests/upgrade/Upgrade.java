package dev.parley.systemtests.upgrade;

import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Chatter;
import dev.parley.systemtests.people.Crowd;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.Release;
import dev.parley.systemtests.process.ServiceProcess;
import dev.parley.systemtests.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// People talk in a cluster of an older release while it is rolled to a newer one and back, service by service, as
/// Kubernetes does it: first the migrations, then a new instance of a service beside the old one, which goes; last
/// the chat servers, one at a time. At each stage all that people do is tried, and in the end what was promised
/// must hold.
public final class Upgrade {
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /// Acknowledged at each stage before the next begins.
    private static final int SIGNS_OF_LIFE = 40;
    /// In their order; those of one line at the same time, since machines of tests have two processors.
    private static final List<List<String>> ORDER =
            List.of(List.of("id", "api"), List.of("discovery", "presence"), List.of("notification", "gateway"));

    private static final String RINGS = "notification";

    private final Cluster cluster;
    private final Release old;
    private final Release next;
    private final Duration sideBySide;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final Observed observed;
    /// By service, the instance that serves.
    private final Map<String, ServiceProcess> serving = new LinkedHashMap<>();
    private final long startNanos = System.nanoTime();
    private int rolled;
    private int visits;

    /// @param cluster rolls and runs `old`
    /// @param sideBySide how long chat servers of both releases serve at least, on the way there and on the way
    /// back
    /// @param progress hears what is done
    public Upgrade(Cluster cluster, Release old, Release next, Duration sideBySide, Consumer<String> progress) {
        this.cluster = cluster;
        this.old = old;
        this.next = next;
        this.sideBySide = sideBySide;
        this.progress = progress;
        this.observed = new Observed(cluster);
        ORDER.forEach(line -> line.forEach(service -> serving.put(service, cluster.service(service))));
        observed.mayRing(cluster.service(RINGS));
    }

    /// All the way there, and all the way back.
    ///
    /// @param people a multiple of ten
    public Verdict thereAndBack(int people) throws Exception {
        return whilePeopleTalk(people, (visit, knocking) -> {
            visit(visit, knocking, "all " + old.name());
            roll(next, visit, knocking);
            roll(old, visit, knocking);
        });
    }

    /// A rollout that is taken back when it is half done: both releases of every service serve side by side. The
    /// fewest processes that meet all that the other release writes, in both directions.
    ///
    /// @param people a multiple of ten
    public Verdict halfWayAndBack(int people) throws Exception {
        return whilePeopleTalk(people, this::rollHalfWay);
    }

    private interface Deed {
        void with(Visit visit, Knocking knocking);
    }

    private Verdict whilePeopleTalk(int people, Deed deed) throws Exception {
        serving.forEach((service, process) -> show(process, old, service));
        cluster.chat().forEach(server -> show(server, old, "chat"));
        try (Cast cast = new Cast(cluster.url())) {
            say(people + " people come in");
            Crowd crowd = new Crowd(cast, people);
            crowd.pairs()
                    .forEach(pair -> pair.getLast()
                            .client()
                            .watch(List.of(pair.getFirst().user())));
            Visit visit = new Visit(crowd, ledger, observed::rang, observed::broke);
            try (Chatter talking = new Chatter(ledger, crowd.voices(), BETWEEN_MESSAGES);
                    Knocking knocking = new Knocking(cluster.url(), cast.newcomer("stays"), cast.newcomer("comes"))) {
                attempt(deed, visit, knocking);
                observed.hear(knocking);
            }
            return judge(crowd);
        }
    }

    private void attempt(Deed deed, Visit visit, Knocking knocking) {
        try {
            deed.with(visit, knocking);
            knocking.during("the end");
            ledger.awaitAcknowledged(SIGNS_OF_LIFE);
        } catch (RuntimeException | AssertionError stuck) {
            // What was lost till then is told all the same.
            observed.broke("it went no further: " + stuck.getMessage());
        }
    }

    private void roll(Release to, Visit visit, Knocking knocking) {
        migrate(to, knocking);
        for (List<String> line : ORDER) {
            knocking.during(line + " to " + to.name());
            Map<String, ServiceProcess> coming = addBeside(line, to);
            ledger.awaitAcknowledged(SIGNS_OF_LIFE);
            retire(line.stream()
                    .flatMap(service -> Stream.ofNullable(serving.get(service)))
                    .toList());
            serving.putAll(coming);
        }
        visit(visit, knocking, "all " + to.name() + " but chat");
        List<ServiceProcess> servers = cluster.chat().reversed();
        for (ServiceProcess server : servers) {
            knocking.during(server.name() + " to " + to.name());
            replaceChat(server, to);
            if (server != servers.getLast()) {
                standSideBySide(visit, knocking);
            }
        }
        awaitSlots();
        visit(visit, knocking, "all " + to.name());
    }

    private void rollHalfWay(Visit visit, Knocking knocking) {
        migrate(next, knocking);
        knocking.during("half of all to " + next.name());
        ServiceProcess server = cluster.chat().getLast();
        List<String> services = ORDER.stream().flatMap(List::stream).toList();
        Map<String, ServiceProcess> coming = addBeside(services, next);
        replaceChat(server, next);
        standSideBySide(visit, knocking);
        visit(visit, knocking, "both of everything");
        knocking.during("back to " + old.name());
        retire(List.copyOf(coming.values()));
        replaceChat(server, old);
        awaitSlots();
        visit(visit, knocking, "all " + old.name() + " again");
    }

    private void migrate(Release to, Knocking knocking) {
        knocking.during("migrations of " + to.name());
        long before = System.nanoTime();
        cluster.migrate(to);
        say(String.format(Locale.ROOT, "migrations of %s ended well after %.1f s", to.name(), since(before)));
    }

    /// New ones come, and serve beside the old ones.
    private Map<String, ServiceProcess> addBeside(List<String> services, Release to) {
        long before = System.nanoTime();
        Map<String, ServiceProcess> coming = new LinkedHashMap<>();
        services.forEach(service -> coming.put(service, cluster.addInstance(service, to)));
        coming.values().forEach(ServiceProcess::begin);
        coming.forEach((service, process) -> {
            process.awaitReady();
            show(process, to, service);
            Awaitility.await(process.name() + " is ready").atMost(LONGEST).until(() -> observed.isReady(process));
            cluster.open(process);
            if (service.equals(RINGS)) {
                observed.mayRing(process);
            }
        });
        rolled += services.size();
        say(String.format(Locale.ROOT, "%s serve both, after %.1f s", String.join(", ", services), since(before)));
        return coming;
    }

    /// They are given no more work, and go.
    private void retire(List<ServiceProcess> going) {
        long before = System.nanoTime();
        going.forEach(observed::look);
        going.forEach(cluster::shut);
        allAtOnce(going, ServiceProcess::stop);
        say(String.format(
                Locale.ROOT,
                "%s are gone after %.1f s",
                String.join(", ", going.stream().map(ServiceProcess::name).toList()),
                since(before)));
        ledger.awaitAcknowledged(SIGNS_OF_LIFE);
    }

    /// SIGTERM, and a start as the same server with the other release.
    private void replaceChat(ServiceProcess server, Release to) {
        observed.look(server);
        Duration drained = server.stop();
        server.use(to);
        long before = System.nanoTime();
        server.start();
        show(server, to, "chat");
        rolled++;
        say(String.format(
                Locale.ROOT,
                "%s drained in %.1f s, and runs %s after %.1f s",
                server.name(),
                drained.toMillis() / 1e3,
                to.name(),
                since(before)));
    }

    private void standSideBySide(Visit visit, Knocking knocking) {
        awaitSlots();
        long begun = System.nanoTime();
        visit(visit, knocking, "chat servers of both");
        ledger.awaitAcknowledged(SIGNS_OF_LIFE);
        Awaitility.await()
                .atMost(sideBySide.plus(LONGEST))
                .until(() -> System.nanoTime() - begun >= sideBySide.toNanos());
        say("side by side: " + slots());
    }

    private void visit(Visit visit, Knocking knocking, String stage) {
        knocking.during("visit " + stage);
        observed.during(stage);
        ledger.awaitAcknowledged(SIGNS_OF_LIFE);
        long before = System.nanoTime();
        visit.pay(visits++);
        say(String.format(Locale.ROOT, "%s: all that people do, in %.1f s", stage, since(before)));
    }

    /// Every chat server has its part, whatever it runs.
    private void awaitSlots() {
        Awaitility.await("every chat server has slots")
                .atMost(LONGEST)
                .until(() -> cluster.chat().stream().allMatch(server -> observed.slots(server) > 0));
    }

    private String slots() {
        return String.join(
                ", ",
                cluster.chat().stream()
                        .map(server -> server.name() + " (" + server.release().name() + ") has "
                                + observed.slots(server) + " slots")
                        .toList());
    }

    private void show(ServiceProcess process, Release release, String service) {
        say(process.name() + " runs " + release.name() + ": "
                + RunningRelease.check(process, release, service + "-service"));
    }

    private Verdict judge(Crowd crowd) {
        say("all is old again; waiting for everyone to have everything");
        Stream.concat(serving.values().stream(), cluster.chat().stream())
                .filter(process -> process.ifRuns().isPresent())
                .forEach(observed::look);
        List<String> broken = new ArrayList<>(observed.broken());
        try {
            ledger.awaitAllAcknowledged();
            crowd.addFreshDevices(3);
            broken.addAll(crowd.violations(ledger));
        } catch (RuntimeException | AssertionError stuck) {
            broken.add("not everyone has everything: " + firstLine(stuck));
        }
        // Not judged: a machine that has no processor left for half a minute makes it true.
        long flickered = crowd.pairs().stream()
                .filter(pair -> pair.getLast().wasToldGone(pair.getFirst().user()))
                .count();
        List<Duration> delays = crowd.allDevices().stream()
                .map(Device::takeDelays)
                .flatMap(List::stream)
                .sorted()
                .toList();
        String summary = String.format(
                Locale.ROOT,
                "%s to %s and back in %.0f s with %d processes, %d people on %d devices, %d sent, %d acknowledged, "
                        + "%d deliveries, %d visits, %d requests at the door of which %d were refused and %d made again, "
                        + "%d seen going who stayed",
                old.name(),
                next.name(),
                since(startNanos),
                rolled,
                crowd.people(),
                crowd.devices(),
                ledger.said(),
                ledger.acknowledged(),
                delays.size(),
                visits,
                observed.asked(),
                observed.refused(),
                observed.cut(),
                flickered);
        return new Verdict(broken, summary);
    }

    private static String firstLine(Throwable failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }

    private static void allAtOnce(List<ServiceProcess> all, Consumer<ServiceProcess> deed) {
        try {
            CompletableFuture.allOf(all.stream()
                            .map(each -> CompletableFuture.runAsync(
                                    () -> deed.accept(each),
                                    task -> Thread.ofPlatform().start(task)))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    private void say(String what) {
        progress.accept(String.format(Locale.ROOT, "%6.1f s  %s", since(startNanos), what));
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
