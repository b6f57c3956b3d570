package dev.parley.chat.tls;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsSettings.class)
class TlsWiring {
    @Bean
    NettyTls edgeTls(TlsSettings settings, MeterRegistry registry, Clock clock) {
        return NettyTls.of(settings, new TlsMetrics(registry), clock);
    }
}
