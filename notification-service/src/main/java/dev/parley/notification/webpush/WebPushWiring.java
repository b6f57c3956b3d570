package dev.parley.notification.webpush;

import dev.parley.kit.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebPushSettings.class)
class WebPushWiring {
    private static final String ON = "parley.push.webpush.key-file";

    @Bean
    @ConditionalOnProperty(ON)
    VapidKey vapidKey(WebPushSettings settings) {
        Path file = Objects.requireNonNull(settings.keyFile());
        if (settings.createKey() && Files.notExists(file)) {
            VapidKey.create(file, new SecureRandom());
        }
        return VapidKey.read(file, settings.subject());
    }

    @Bean
    @ConditionalOnProperty(ON)
    HttpWebPushClient webPushClient(VapidKey vapid, WebPushSettings settings, Clock clock, Ticker ticker) {
        return new HttpWebPushClient(
                vapid,
                settings.allowLocal(),
                new GuardedPosts(settings.allowLocal(), settings.timeout()),
                new Origins(ticker),
                new SecureRandom(),
                clock);
    }
}
