package dev.parley.notification.logline;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogSettings.class)
class LogWiring {
    @Bean
    @ConditionalOnProperty("parley.push.log.enabled")
    LogPushClient logPushClient() {
        return new LogPushClient();
    }
}
