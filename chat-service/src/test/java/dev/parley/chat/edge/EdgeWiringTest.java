package dev.parley.chat.edge;

import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.conversation.ConversationLog;
import dev.parley.chat.conversation.MessageIds;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.chat.ownership.ServerSettings;
import dev.parley.chat.signal.PassTyping;
import dev.parley.chat.signal.SignalScene;
import dev.parley.chat.tls.NettyTls;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.services.ServicesWiring;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class EdgeWiringTest {
    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.application.name", "chat-service",
            "parley.urls.api", "http://localhost:1",
            "parley.chat.edge.host", "127.0.0.1",
            "parley.chat.edge.port", "0");

    @Test
    void theServerStartsWithItsContextAndStopsWithIt() {
        TestClient client;
        try (AnnotationConfigApplicationContext context = context()) {
            int port = context.getBean(EdgeServer.class).port();
            client = new TestClient(URI.create("ws://127.0.0.1:" + port + "/ws"));
            client.send(TestEdge.hello("nonsense", TestEdge.PHONE));
            client.expectErrorAndClose("ticket_invalid", 4401);
            client = new TestClient(URI.create("ws://127.0.0.1:" + port + "/ws"));
        }
        client.expectErrorAndClose("going_away", 1001);
    }

    private static AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", SETTINGS));
        FakeInboxes inboxes = new FakeInboxes();
        FakeLog log = new FakeLog();
        context.registerBean(Inboxes.class, () -> inboxes);
        context.registerBean(ConversationLog.class, () -> log);
        context.registerBean(PassTyping.class, new SignalScene()::typing);
        context.registerBean(Moves.class, () -> connection -> Optional.empty());
        context.registerBean(FakePresence.class);
        context.registerBean(MessageIds.class, () -> () -> new MessageId(1));
        context.registerBean(TicketKeys.class, () -> TestEdge.KEYS);
        context.registerBean(Clock.class, () -> Clock.fixed(TestEdge.NOW, ZoneOffset.UTC));
        context.registerBean(Ticker.class, () -> System::nanoTime);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(
                ServerSettings.class,
                () -> new ServerSettings(
                        TestEdge.SERVER,
                        "ws://localhost/ws/{id}",
                        "localhost:1",
                        "",
                        100,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(15)));
        context.registerBean(NettyTls.class, NettyTls::none);
        context.registerBean(ReturnTickets.class, () -> TestEdge.RETURNS);
        context.register(EdgeWiring.class, ServicesWiring.class);
        context.refresh();
        return context;
    }
}
