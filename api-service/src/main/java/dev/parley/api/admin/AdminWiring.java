package dev.parley.api.admin;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdminSettings.class)
class AdminWiring {
    @Bean
    AuditStore auditStore(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
        return new JdbcAuditStore(jdbc, transaction, clock);
    }

    /// A door of its own, asked before the one for access tokens: none of these opens it.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain adminSecrets(
            HttpSecurity http, AdminSettings settings, RandomGenerator random, MeterRegistry registry) {
        return http.securityMatcher("/admin/**")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterBefore(
                        new AdminGateFilter(
                                keys(settings.keysFile(), settings.createKeys(), random), new AdminMetrics(registry)),
                        AnonymousAuthenticationFilter.class)
                .build();
    }

    private static AdminKeys keys(@Nullable Path file, boolean create, RandomGenerator random) {
        if (file == null) {
            return AdminKeys.none();
        }
        if (create && Files.notExists(file)) {
            AdminKeys.create(file, random);
        }
        return AdminKeys.read(file);
    }

    @Bean
    WebMvcConfigurer admins() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AdminResolver());
            }
        };
    }
}
