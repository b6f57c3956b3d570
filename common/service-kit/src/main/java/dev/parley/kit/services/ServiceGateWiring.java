package dev.parley.kit.services;

import dev.parley.kit.files.Reloaded;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Stands before every servlet service without being asked for, since what is forgotten would be open. Named in
/// META-INF/spring.
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@Import(ServicesWiring.class)
class ServiceGateWiring {
    /// Before everything that reads a request, Spring Security too.
    private static final int EARLY = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    ServiceGateFilter serviceGateFilter(Environment environment, Clock clock, ServiceMetrics metrics) {
        return new ServiceGateFilter(environment.getRequiredProperty("spring.application.name"), clock, metrics);
    }

    @Bean
    FilterRegistrationBean<ServiceGateFilter> serviceGate(ServiceGateFilter filter) {
        FilterRegistrationBean<ServiceGateFilter> gate = new FilterRegistrationBean<>(filter);
        gate.setOrder(EARLY);
        return gate;
    }

    /// @param keys asked for by services that something leads into, which so refuse to start without
    @Bean
    SmartInitializingSingleton openServiceGate(
            ServiceGateFilter filter,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
            ObjectProvider<Reloaded<ServiceKeys>> keys) {
        return () -> {
            if (mappings.stream().anyMatch(ServiceGateWiring::leadsBelow)) {
                filter.open(keys.getObject());
            }
        };
    }

    private static boolean leadsBelow(RequestMappingInfoHandlerMapping mapping) {
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(it -> it.getPatternValues().stream())
                .anyMatch(it -> it.startsWith(ServiceGateFilter.BELOW));
    }
}
