package dev.parley.chat.edge;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.SendRates;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.ConversationLog;
import dev.parley.chat.conversation.MessageIds;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.chat.ownership.ServerSettings;
import dev.parley.chat.presence.Lives;
import dev.parley.chat.signal.PassTyping;
import dev.parley.chat.tls.NettyTls;
import dev.parley.chat.watch.Watches;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EdgeSettings.class, UrlSettings.class})
class EdgeWiring {
    @Bean
    ConnectionCounts connectionCounts(EdgeSettings settings) {
        return new ConnectionCounts(settings.limits().connectionsPerUser());
    }

    @Bean
    HttpUserDirectory userDirectory(UrlSettings urls, EdgeSettings settings, ServiceCallers callers, Ticker ticker) {
        return new HttpUserDirectory(urls.api(), settings.timeouts().lookup(), callers.of("api-service"), ticker);
    }

    @Bean
    EdgeMetrics edgeMetrics(MeterRegistry registry) {
        return new EdgeMetrics(registry);
    }

    @Bean
    TicketGate ticketGate(TicketKeys keys, ServerSettings server, Clock clock) {
        return new TicketGate(keys, server.id(), clock);
    }

    @Bean
    EdgeServer edgeServer(
            EdgeSettings settings,
            TicketGate gate,
            ReturnTickets returns,
            ConnectionCounts counts,
            Inboxes inboxes,
            Moves moves,
            ConversationLog log,
            MessageIds ids,
            UserDirectory users,
            PassTyping typing,
            Lives lives,
            Watches watches,
            EdgeMetrics metrics,
            NettyTls edgeTls,
            Ticker ticker) {
        SendRates rates = new SendRates(settings.limits().sends(), ticker);
        OutboundBudget outbound =
                new OutboundBudget(settings.limits().outboundTotal().toBytes());
        return new EdgeServer(
                new EdgeParts(
                        settings, gate, returns, counts, rates, outbound, inboxes, moves, log, ids, users, typing,
                        lives, watches, metrics, ticker),
                edgeTls);
    }
}
