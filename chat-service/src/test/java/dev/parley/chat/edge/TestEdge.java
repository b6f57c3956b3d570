package dev.parley.chat.edge;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.SendRates;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.MessageIds;
import dev.parley.chat.edge.EdgeSettings.Limits;
import dev.parley.chat.edge.EdgeSettings.Timeouts;
import dev.parley.chat.signal.SignalScene;
import dev.parley.chat.tls.NettyTls;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/// A real server on a free loopback port, with everything behind it in the test's hands.
final class TestEdge implements AutoCloseable {
    static final String SERVER = "chat-1";
    static final UserId ALICE = new UserId(7);
    static final UserId BOB = new UserId(9);
    static final DeviceId PHONE = new DeviceId(71);
    static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    static final ConversationId GROUP = new ConversationId.Group(5);
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2));
    static final Limits LIMITS =
            new Limits(1_000, 20, 20, 100, 200, 2_000, 4, 64, 64, DataSize.ofMegabytes(4), DataSize.ofMegabytes(128));
    static final TicketKeys KEYS = new TicketKeys(List.of("cGFybGV5LXRlc3Qta2V5LXBhcmxleS10ZXN0LWtleS0wMDE="));

    static final ReturnTickets RETURNS = returns(Duration.ofMinutes(15));
    private static final AtomicLong RETURN_IDS = new AtomicLong();

    final FakeInboxes inboxes = new FakeInboxes();
    final SignalScene signals = new SignalScene();
    final FakeLog log = new FakeLog();
    final FakePresence presence = new FakePresence();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    volatile Function<UserId, CompletionStage<Boolean>> users = user -> CompletableFuture.completedFuture(true);
    volatile Optional<ServerFrame.Moved> moved = Optional.empty();
    volatile MessageIds ids;

    private final ReturnTickets returns;
    private final String scheme;
    private final EdgeServer server;
    private final AtomicLong tickets = new AtomicLong();

    TestEdge() {
        this(TIMEOUTS, LIMITS, List.of());
    }

    TestEdge(Timeouts timeouts, Limits limits) {
        this(timeouts, limits, List.of());
    }

    TestEdge(Timeouts timeouts, Limits limits, List<String> origins) {
        this(timeouts, limits, origins, RETURNS);
    }

    TestEdge(NettyTls tls) {
        this(TIMEOUTS, LIMITS, List.of(), RETURNS, tls);
    }

    TestEdge(Timeouts timeouts, Limits limits, List<String> origins, ReturnTickets returns) {
        this(timeouts, limits, origins, returns, NettyTls.none());
    }

    private TestEdge(Timeouts timeouts, Limits limits, List<String> origins, ReturnTickets returns, NettyTls tls) {
        this.returns = returns;
        this.scheme = tls.isOn() ? "wss" : "ws";
        AtomicLong lastId = new AtomicLong(1_000);
        ids = () -> new MessageId(lastId.incrementAndGet());
        server = new EdgeServer(parts(new EdgeSettings("127.0.0.1", 0, 2, origins, timeouts, limits)), tls);
        server.start();
    }

    static ReturnTickets returns(Duration life) {
        return new ReturnTickets(
                KEYS, SERVER, life, () -> "r-" + RETURN_IDS.incrementAndGet(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    EdgeParts parts(EdgeSettings settings) {
        Ticker ticker = System::nanoTime;
        return new EdgeParts(
                settings,
                new TicketGate(KEYS, SERVER, Clock.fixed(NOW, ZoneOffset.UTC)),
                returns,
                new ConnectionCounts(settings.limits().connectionsPerUser()),
                new SendRates(settings.limits().sends(), ticker),
                new OutboundBudget(settings.limits().outboundTotal().toBytes()),
                inboxes,
                connection -> moved,
                log,
                () -> ids.next(),
                user -> users.apply(user),
                signals.typing(),
                presence,
                presence,
                new EdgeMetrics(meters),
                ticker);
    }

    int port() {
        return server.port();
    }

    URI url(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    void stop() {
        server.stop();
    }

    String ticket() {
        return ticket(ALICE, PHONE);
    }

    String ticket(UserId user, DeviceId device) {
        return KEYS.sign(new Ticket(
                "t-" + tickets.incrementAndGet(),
                user,
                device,
                new SessionId(device.value()),
                SERVER,
                NOW.plusSeconds(60)));
    }

    static String hello(String ticket, DeviceId device) {
        return "{\"type\":\"hello\",\"ticket\":\"" + ticket + "\",\"deviceId\":\"" + device + "\"}";
    }

    static String send(String name, ConversationId conversation, String text) {
        return "{\"type\":\"send\",\"clientMessageId\":\"" + name + "\",\"conversationId\":\"" + conversation
                + "\",\"text\":\"" + text + "\",\"afterSeq\":0}";
    }

    /// A client that has not said hello.
    TestClient connect() {
        return new TestClient(url("/ws/" + SERVER));
    }

    /// A client that has its welcome.
    TestClient live() {
        return live(ALICE, PHONE);
    }

    TestClient live(UserId user, DeviceId device) {
        TestClient client = connect();
        client.send(hello(ticket(user, device), device));
        client.expect("welcome");
        return client;
    }

    double faults() {
        return meters.get("chat.edge.faults").counter().count();
    }

    /// Bytes that wait for all clients together.
    long outboundBytes() {
        return (long) meters.get("chat.edge.outbound.bytes").gauge().value();
    }

    double count(String name, String tag, String value) {
        return meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(it -> it.count())
                .sum();
    }

    @Override
    public void close() {
        server.stop();
        signals.close();
    }
}
