package dev.parley.notification.apns;

import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApnsSettings.class)
class ApnsWiring {
    @Bean
    @ConditionalOnProperty("parley.push.apns.key-file")
    PushyClient apnsClient(ApnsSettings settings) throws IOException, GeneralSecurityException {
        return client(settings);
    }

    static PushyClient client(ApnsSettings settings) throws IOException, GeneralSecurityException {
        Path keyFile = Objects.requireNonNull(settings.keyFile());
        ApnsClientBuilder apns = new ApnsClientBuilder()
                .setApnsServer(settings.host(), settings.port())
                .setConcurrentConnections(settings.connections())
                .setConnectionTimeout(settings.timeout())
                .setSigningKey(ApnsSigningKey.loadFromPkcs8File(keyFile.toFile(), settings.teamId(), settings.keyId()));
        Path trust = settings.trust();
        if (trust != null) {
            apns.setTrustedServerCertificateChain(trust.toFile());
        }
        return new PushyClient(apns.build(), settings.topic(), settings.timeout());
    }
}
