package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.account.ParleyApi;
import dev.parley.client.connection.LinkState;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.engines.EnginesSettings;
import dev.parley.systemtests.chaos.Chaos;
import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Chatter;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.people.PlainSocket;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.JvmOptions;
import dev.parley.systemtests.process.ServiceProcess;
import dev.parley.systemtests.traffic.Recordings;
import dev.parley.systemtests.trial.Verdict;
import dev.parley.testkit.engines.TestEngines;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// Two chat servers, then three, each a process; people talk while they join, leave, die and freeze. One cluster for
/// all tests, in this order.
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterSystemTest {
    static final String RECORDING = "cluster";

    private static final int SLOTS = 32;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(50);
    /// Twice as long as Kafka waits before it gives the slots to others; `./parley chaos` freezes for 45 s.
    private static final Duration FREEZE = Duration.ofSeconds(20);

    private static final int LEAVING = 6;
    /// Half of the time after which a watch is renewed anyway.
    private static final Duration RENEWED = Duration.ofSeconds(20);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Ledger LEDGER = new Ledger();
    private static final SpanCollector TRACES = new SpanCollector();
    private static Cluster cluster;
    private static Cast cast;
    private static List<Device> people;
    private static final List<ConversationId> PAIRS = new ArrayList<>();
    private static ConversationId everyone;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
        EnginesSettings binaries = TestEngines.separate(directory);
        Map<String, Map<String, String>> settings = new HashMap<>(Chaos.SETTINGS);
        settings.put("chat", Map.of("parley.traces.ratio", "1", "parley.traces.endpoint", TRACES.endpoint()));
        cluster = new Cluster(
                directory,
                binaries.binaries(),
                2,
                settings,
                new JvmOptions(Map.of("gateway", Recordings.options(RECORDING)), List.of()));
        cluster.start(name -> {});
        cast = new Cast(cluster.url());
        people = IntStream.range(0, 20)
                .mapToObj(number -> cast.newcomer("person" + number))
                .toList();
        for (int i = 0; i < people.size(); i += 2) {
            PAIRS.add(Cast.direct(people.get(i), people.get(i + 1)));
        }
        everyone = Cast.group(people.getFirst(), people.stream().skip(1).toArray(Device[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        cast.close();
        cluster.close();
        TRACES.close();
    }

    private static Chatter startTalking() {
        List<Chatter.Voice> voices = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            voices.add(new Chatter.Voice(people.get(i), PAIRS.get(i / 2)));
        }
        voices.add(new Chatter.Voice(people.getFirst(), everyone));
        return new Chatter(LEDGER, voices, BETWEEN_MESSAGES);
    }

    private static void checkEverything() {
        for (int i = 0; i < PAIRS.size(); i++) {
            LEDGER.check(PAIRS.get(i), people.subList(2 * i, 2 * i + 2));
        }
        LEDGER.check(everyone, people);
    }

    @Test
    @Order(0)
    void oneTraceFollowsAMessageThroughBothTopicsToEachMember() {
        long message = LEDGER.say(people.getFirst(), PAIRS.getFirst(), "where does it go?")
                .receipt()
                .join()
                .messageId()
                .value();

        Awaitility.await().atMost(LONGEST).until(() -> TRACES.of(message).size() == 4);
        Map<String, List<SpanCollector.Span>> byName =
                TRACES.of(message).stream().collect(Collectors.groupingBy(SpanCollector.Span::name));
        SpanCollector.Span send = byName.getOrDefault("send", List.of()).getFirst();
        SpanCollector.Span sequence = byName.getOrDefault("sequence", List.of()).getFirst();
        assertThat(send.parentId()).isEmpty();
        assertThat(sequence.parentId()).isEqualTo(send.id());
        assertThat(byName.get("deliver"))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.parentId()).isEqualTo(sequence.id()));
        assertThat(TRACES.of(message)).extracting(SpanCollector.Span::traceId).containsOnly(send.traceId());

        // A registry looks for exemplars about ten times a second.
        Awaitility.await().atMost(LONGEST).until(() -> {
            LEDGER.say(people.getFirst(), PAIRS.getFirst(), "and this?")
                    .receipt()
                    .join();
            return cluster.chat().stream().anyMatch(ClusterSystemTest::hasExemplars);
        });
    }

    private static boolean hasExemplars(ServiceProcess server) {
        HttpRequest request = HttpRequest.newBuilder(cluster.management(server).resolve("/actuator/prometheus"))
                .header("Accept", "application/openmetrics-text")
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .anyMatch(line -> line.startsWith("chat_") && line.contains("_latency_") && line.contains("trace_id="));
    }

    @Test
    @Order(1)
    void aThirdServerTakesItsPartAndOnlyItsClientsMove() throws Exception {
        try (Chatter talking = startTalking()) {
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(slots()).containsExactly(16, 16));
            LEDGER.awaitAcknowledged(20);
            forgetDelays();

            cluster.addChatServer().start();
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(slots()).containsExactlyInAnyOrder(11, 11, 10));
            LEDGER.awaitAcknowledged(100);
        }
        double moved = metric(cluster.chat().get(0), "chat_handover_clients_total")
                + metric(cluster.chat().get(1), "chat_handover_clients_total");
        assertThat(moved).as("clients that moved, of 20").isBetween(1.0, 13.0);
        sayDelays("a third server joins");
        checkEverything();
    }

    @Test
    @Order(2)
    void rollingRestartIsHardlyNoticed() {
        try (Chatter talking = startTalking()) {
            LEDGER.awaitAcknowledged(20);
            for (ServiceProcess server : cluster.chat()) {
                forgetDelays();
                Duration took = server.stop();
                LEDGER.awaitAcknowledged(40);
                sayDelays(server.name() + " drains, in " + took.toMillis() + " ms");
                server.start();
                Awaitility.await()
                        .atMost(LONGEST)
                        .untilAsserted(() -> assertThat(slots()).containsExactlyInAnyOrder(11, 11, 10));
            }
            LEDGER.awaitAcknowledged(40);
        }
        for (ServiceProcess server : cluster.chat()) {
            assertThat(server.log().filter(line -> line.contains(" drained ")))
                    .as(server.name())
                    .hasSize(1)
                    .allMatch(line -> line.contains("slots_left=\"[]\""));
            assertThat(server.log().filter(line -> line.contains("clients_handed_over")))
                    .allMatch(line -> line.contains("told_nothing=\"0\""));
        }
        checkEverything();
    }

    @Test
    @Order(3)
    void theFirstAnswerIsGivenAgainByAnotherServerAfterTheFirstWasKilled() {
        Device alice = people.getFirst();
        ConversationId notes = Cast.direct(alice, alice);
        PlainSocket first = cast.plainSocketWithin(alice, LONGEST);
        ServiceProcess owner = server(first);
        first.send("once", notes, "only once", 0);
        Awaitility.await().atMost(LONGEST).until(() -> alice.history(notes).size() == 1);
        owner.now().kill();

        PlainSocket second = cast.plainSocketWithin(alice, LONGEST);
        assertThat(server(second)).isNotEqualTo(owner);
        second.forgetFrames();
        second.send("once", notes, "only once", 0);
        JsonNode answer = second.answerTo("once");

        ConversationEvent stored = alice.history(notes).getFirst();
        assertThat(answer.path("type").asString()).isEqualTo("sent");
        assertThat(answer.path("seq").asLong()).isEqualTo(1);
        assertThat(answer.path("messageId").asString()).isEqualTo(stored.id().toString());
        assertThat(alice.history(notes)).hasSize(1);
        owner.start();
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(slots()).containsExactlyInAnyOrder(11, 11, 10));
    }

    @Test
    @Order(4)
    void fiftyIdenticalSendsAtOnceAreOne() {
        Device bob = people.get(1);
        ConversationId notes = Cast.direct(bob, bob);
        List<PlainSocket> sockets = IntStream.range(0, 5)
                .mapToObj(i -> cast.plainSocketWithin(bob, LONGEST))
                .toList();
        IntStream.range(0, 10)
                .forEach(round -> sockets.parallelStream().forEach(it -> it.send("same", notes, "same", 0)));

        List<String> answers = sockets.stream()
                .map(it -> it.await(frame -> PlainSocket.isAbout(frame, "same") && frame.has("seq")))
                .map(frame -> frame.path("seq").asLong() + " "
                        + frame.path("messageId").asString())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(bob.history(notes)).hasSize(1);
    }

    @Test
    @Order(5)
    void aServerThatWasFrozenOverwritesNothingWhenItWakesUp() throws Exception {
        try (Chatter talking = startTalking()) {
            LEDGER.awaitAcknowledged(20);
            var frozen = cluster.chat().get(1).now();
            frozen.pause();
            try {
                Thread.sleep(FREEZE); // So long it stands still: the harm itself, not a wait for anything.
            } finally {
                frozen.resume();
            }
            LEDGER.awaitAcknowledged(100);
        }
        checkEverything();
    }

    /// Who loses the connection meanwhile comes back to the server they had. A chat server that stops still brings its
    /// clients to the others, and there all of them are heard: they need nobody else for it.
    @Test
    @Order(6)
    void withoutApiDiscoveryAndIdServiceConnectedPeopleTalkOn() {
        List<ServiceProcess> away =
                Stream.of("api", "discovery", "id").map(cluster::service).toList();
        ServiceProcess leaving = cluster.chat().getFirst();
        try (Chatter talking = startTalking()) {
            LEDGER.awaitAcknowledged(20);
            away.forEach(service -> service.now().kill());
            LEDGER.awaitAcknowledged(40);
            Device someone = people.getFirst();
            assertThat(cast.rest()
                            .login(
                                    someone.credentials().name(),
                                    someone.credentials().password())
                            .problem())
                    .isEqualTo("503 " + ErrorCode.RETRY.wireName());

            Map<Device, Integer> welcomes = people.stream().collect(Collectors.toMap(each -> each, Device::welcomes));
            people.forEach(Device::loseConnection);
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() ->
                            assertThat(people).allMatch(each -> each.welcomes() > welcomes.getOrDefault(each, 0)));
            assertEveryoneIsHeard();

            leaving.stop();
            assertEveryoneIsHeard();
            assertEveryoneIsLive();
            away.reversed().forEach(ServiceProcess::start);
            leaving.start();
            LEDGER.awaitAcknowledged(20);
        }
        checkEverything();
    }

    private static void assertEveryoneIsHeard() {
        List<Ledger.Said> said = IntStream.range(0, people.size())
                .mapToObj(i -> LEDGER.say(people.get(i), PAIRS.get(i / 2), "heard " + LEDGER.said()))
                .toList();
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertThat(said).allMatch(Ledger.Said::isAcknowledged));
    }

    private static void assertEveryoneIsLive() {
        assertThat(people)
                .allSatisfy(each -> assertThat(each.client().connection())
                        .as(each.credentials().name())
                        .isEqualTo(LinkState.LIVE));
    }

    /// Those who come back to another server are never seen going; those who don't are gone in time.
    @Test
    @Order(7)
    void dotsTellTheTruthWhenAServerIsKilled() throws Exception {
        Device watcher = people.getFirst();
        List<UserId> staying = people.stream().skip(1).map(Device::user).toList();
        List<UserId> leaving = new ArrayList<>();
        List<PlainSocket> sockets = new ArrayList<>();
        for (int i = 0; i < LEAVING; i++) {
            Device device = cast.newcomer("leaving" + i);
            leaving.add(device.user());
            sockets.add(cast.plainSocket(device));
            device.close();
        }
        watcher.client().watch(Stream.concat(staying.stream(), leaving.stream()).toList());
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> Stream.concat(staying.stream(), leaving.stream()).allMatch(watcher::sees));

        ServiceProcess killed = server(sockets.getFirst());
        sockets.forEach(socket -> socket.say(Map.of("type", "heartbeat")));
        long lastSign = System.nanoTime();
        killed.now().kill();
        sockets.forEach(PlainSocket::close);
        Awaitility.await().atMost(LONGEST).until(() -> leaving.stream().noneMatch(watcher::sees));
        Duration took = Duration.ofNanos(System.nanoTime() - lastSign);

        System.out.println("offline after " + took.toMillis() + " ms: who was on " + killed.name()
                + " when it was killed, and who left elsewhere");
        // 30 s, a sweep of 1 s, 1 s to tell; the rest is for a machine that does other things too.
        assertThat(took).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(40));
        assertThat(staying).noneMatch(watcher::wasToldGone);
        killed.start();
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(slots()).containsExactlyInAnyOrder(11, 11, 10));
    }

    /// Long before watches are renewed anyway.
    @Test
    @Order(8)
    void watchersHearAgainSoonAfterRedisWasEmptied() {
        Device watcher = people.getFirst();
        ParleyApi friend = cast.registered("coming");
        UserId coming = friend.session().user();
        Device other = people.get(1);
        watcher.client().watch(List.of(coming, other.user()));
        Awaitility.await().atMost(LONGEST).until(() -> watcher.sees(other.user()));
        assertThat(watcher.sees(coming)).isFalse();

        cluster.flushRedis();
        long emptied = System.nanoTime();
        try (PlainSocket socket = cast.plainSocket(friend)) {
            Awaitility.await().atMost(LONGEST).until(() -> {
                socket.say(Map.of("type", "heartbeat"));
                return watcher.sees(coming);
            });
        }
        Duration took = Duration.ofNanos(System.nanoTime() - emptied);
        System.out.println("seen coming after " + took.toMillis() + " ms: who came when Redis had just been emptied");
        assertThat(took).isLessThan(RENEWED);
    }

    @Test
    @Order(9)
    void pagesOutliveTheChatServers() throws Exception {
        NodeScript.needsWebClient();
        NodeScript.run(
                Map.of(
                        "kill",
                        () -> cluster.chat().forEach(server -> server.now().kill()),
                        "start",
                        () -> {
                            cluster.chat().forEach(ServiceProcess::begin);
                            cluster.chat().forEach(ServiceProcess::awaitReady);
                        }),
                "web/browser/server-killed.mjs",
                cluster.url().toString());
    }

    @Test
    @Order(10)
    void chaosLeavesNothingBroken() throws Exception {
        Verdict verdict = new Chaos(cluster, 7, Duration.ofSeconds(12), line -> System.out.println("chaos " + line))
                .run(20, Duration.ofSeconds(30));

        System.out.println("chaos " + verdict.summary());
        assertThat(verdict.broken()).isEmpty();
    }

    private static ServiceProcess server(PlainSocket socket) {
        String name = socket.await(frame -> PlainSocket.isOfType(frame, "welcome"))
                .path("server")
                .asString();
        return cluster.chat().stream()
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static List<Integer> slots() throws IOException, InterruptedException {
        List<Integer> slots = new ArrayList<>();
        for (ServiceProcess server : cluster.chat()) {
            slots.add((int) metric(server, "chat_slots_owned"));
        }
        assertThat(slots.stream().mapToInt(it -> it).sum()).isEqualTo(SLOTS);
        return slots;
    }

    private static double metric(ServiceProcess server, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(cluster.management(server).resolve("/actuator/prometheus"))
                .build();
        try (Stream<String> lines =
                HTTP.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    private static void forgetDelays() {
        people.forEach(Device::takeDelays);
    }

    /// Figures for people; these machines are too noisy to judge by them.
    private static void sayDelays(String when) {
        List<Duration> delays =
                people.stream().flatMap(it -> it.takeDelays().stream()).sorted().toList();
        System.out.println(when + ": of " + delays.size() + " deliveries p50 "
                + delays.get(delays.size() / 2).toMillis() + " ms, p99 "
                + delays.get(delays.size() * 99 / 100).toMillis() + " ms, longest "
                + delays.getLast().toMillis() + " ms");
    }
}
