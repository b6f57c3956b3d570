package dev.parley.api.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.parley.api.outbox.Outbox;
import dev.parley.kit.ids.IdSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class SessionWiring {
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    @Bean
    SessionStore sessionStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox) {
        return new JdbcSessionStore(jdbc, transaction, outbox);
    }

    @Bean
    AccessTokens accessTokens(
            SessionSettings settings, JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
        List<ECKey> keys = settings.signingKey().isEmpty()
                ? new JdbcSigningKeyStore(jdbc, transaction, clock).keysOr(SessionWiring::newKey)
                : List.of(AccessTokens.readKey(settings.signingKey()));
        return new AccessTokens(keys, settings.accessLife());
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// This service signs and checks by one clock, so an expired token is expired.
    @Bean
    JwtDecoder jwtDecoder(AccessTokens accessTokens, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(accessTokens.keys()))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(AccessTokens.ISSUER), new JwtAudienceValidator(AccessTokens.ISSUER)));
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        return new RecentTokens(decoder, times);
    }

    @Bean
    OpenSession openSession(
            SessionStore sessions,
            AccessTokens accessTokens,
            IdSource ids,
            Clock clock,
            RandomGenerator random,
            SessionSettings settings,
            MeterRegistry registry) {
        return new OpenSession(
                sessions, accessTokens, ids, clock, random, settings.refreshLife(), new SessionMetrics(registry));
    }

    @Bean
    ChangeSessions changeSessions(SessionStore sessions, Clock clock) {
        return new ChangeSessions(sessions, clock);
    }

    @Bean
    WebMvcConfigurer callers(SessionStore sessions, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(sessions, clock));
            }
        };
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService forgetting(SessionStore sessions, Clock clock, SessionSettings settings) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("forget-sessions").factory());
        Future<?> unused = timer.scheduleWithFixedDelay(
                new ForgetSessions(sessions, clock, settings.remember())::run,
                FORGET_EVERY.toSeconds(),
                FORGET_EVERY.toSeconds(),
                TimeUnit.SECONDS);
        return timer;
    }
}
