package dev.parley.chat.signal;

import dev.parley.chat.bus.BusPublisher;
import dev.parley.chat.conversation.MemberStore;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SignalWiring {
    /// A receipt that comes later than this is of little use.
    private static final Duration LOOKUP = Duration.ofSeconds(2);

    @Bean
    FindMembers findMembers(MemberStore store, ExecutorService storeCalls, Ticker ticker) {
        return new FindMembers(store, storeCalls, ticker);
    }

    @Bean
    SignalMetrics signalMetrics(MeterRegistry registry) {
        return new SignalMetrics(registry);
    }

    @Bean
    PassTyping passTyping(FindMembers findMembers, BusPublisher bus, SignalMetrics metrics, Ticker ticker) {
        return new PassTyping(new TypingRates(ticker), findMembers, bus, metrics);
    }

    @Bean
    HttpReceiptChoices receiptChoices(@Value("${parley.urls.api}") URI api, ServiceCallers callers, Ticker ticker) {
        return new HttpReceiptChoices(api, LOOKUP, callers.of("api-service"), ticker);
    }

    @Bean
    PassReceipts passReceipts(
            FindMembers findMembers,
            ReceiptChoicesClient choices,
            BusPublisher bus,
            SignalMetrics metrics,
            ExecutorService storeCalls,
            Pause pause) {
        return new PassReceipts(findMembers, choices, bus, metrics, storeCalls, pause);
    }
}
