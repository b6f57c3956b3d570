package dev.parley.notification.fcm;

import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FcmSettings.class)
class FcmWiring {
    @Bean
    @ConditionalOnProperty("parley.push.fcm.service-account-file")
    HttpFcmClient fcmClient(FcmSettings settings, Clock clock) {
        ServiceAccount account = ServiceAccount.read(Objects.requireNonNull(settings.serviceAccountFile()));
        return new HttpFcmClient(settings, account, clock);
    }
}
