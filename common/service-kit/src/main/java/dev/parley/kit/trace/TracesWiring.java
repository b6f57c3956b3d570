package dev.parley.kit.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Traces for one service.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracesSettings.class)
public class TracesWiring {
    @Bean
    Traces traces(TracesSettings settings, @Value("${spring.application.name}") String service) {
        return settings.ratio() == 0
                ? Traces.OFF
                : new Traces(
                        settings.ratio(),
                        service,
                        OtlpHttpSpanExporter.builder()
                                .setEndpoint(settings.endpoint().toString())
                                .setTimeout(settings.timeout())
                                .build());
    }

    /// None while nothing is traced: then meters do not ask.
    @Bean
    @Nullable
    SpanContext exemplars(Traces traces) {
        return traces.isOn() ? traces.exemplars() : null;
    }
}
