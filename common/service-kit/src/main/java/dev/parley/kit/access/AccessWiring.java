package dev.parley.kit.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.parley.kit.time.TimeWiring;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustWiring;
import java.net.MalformedURLException;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Imported by services whose callers show access tokens.
@Configuration(proxyBeanMethods = false)
@Import({TimeWiring.class, TrustWiring.class})
@EnableConfigurationProperties(AccessSettings.class)
public class AccessWiring {
    private static final Logger log = LoggerFactory.getLogger(AccessWiring.class);

    /// A key set is a few hundred bytes; whatever answers with more is not the API service.
    private static final int MAX_KEY_SET_BYTES = 51_200;

    @Bean
    JWKSource<SecurityContext> accessKeys(AccessSettings settings, Trust trust) throws MalformedURLException {
        return keys(settings, trust);
    }

    /// @param trust for `https:`
    static JWKSource<SecurityContext> keys(AccessSettings settings, Trust trust) throws MalformedURLException {
        int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
        return JWKSourceBuilder.create(
                        settings.jwks().toURL(),
                        new DefaultResourceRetriever(
                                timeoutMillis,
                                timeoutMillis,
                                MAX_KEY_SET_BYTES,
                                true,
                                trust.context()
                                        .map(SSLContext::getSocketFactory)
                                        .orElse(null)))
                .cache(settings.cacheFor().toMillis(), 3L * timeoutMillis)
                .refreshAheadCache(settings.cacheFor().toMillis() / 5, false)
                .rateLimited(settings.minInterval().toMillis())
                .outageTolerant(settings.outageFor().toMillis())
                .build();
    }

    /// Before the service is ready: who is sent to an instance that has just come should not wait for them, nor be told
    /// to come again. Without them it starts all the same.
    @Bean
    ApplicationRunner accessKeysAtStart(JWKSource<SecurityContext> keys) {
        return arguments -> {
            try {
                keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
            } catch (KeySourceException away) {
                log.atWarn()
                        .setMessage("access_keys_away_at_start")
                        .setCause(away)
                        .log();
            }
        };
    }

    @Bean
    Callers callers(JWKSource<SecurityContext> keys, Clock clock) {
        return new Callers(new AccessTokens(keys, clock));
    }
}
