package dev.parley.api.admincluster;

import dev.parley.kit.kafka.KafkaSettings;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdminClusterWiring {
    @Bean
    SlotStore slotStore(RedisClient redis, @Value("${parley.region}") String region) {
        return new RedisSlotStore(redis, region);
    }

    @Bean
    LagStore lagStore(KafkaSettings kafka) {
        return new KafkaLagStore(kafka);
    }
}
