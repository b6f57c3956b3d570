package dev.parley.notification.recipient;

import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.time.Ticker;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecipientSettings.class)
class RecipientWiring {
    @Bean
    HttpRecipientStore recipientStore(RecipientSettings settings, ServiceCallers callers, Ticker ticker) {
        return new HttpRecipientStore(settings, callers.of("api-service"), ticker);
    }
}
