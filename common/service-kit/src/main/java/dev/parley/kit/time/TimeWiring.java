package dev.parley.kit.time;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wall time and elapsed time. Nothing else in a service may ask the system for either.
@Configuration(proxyBeanMethods = false)
public class TimeWiring {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Ticker ticker() {
        return System::nanoTime;
    }

    @Bean
    @ConditionalOnMissingBean
    Pause pause() {
        return Thread::sleep;
    }
}
