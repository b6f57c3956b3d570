package dev.parley.api;

import dev.parley.kit.ids.IdProblems;
import dev.parley.kit.ids.IdsWiring;
import dev.parley.kit.time.TimeWiring;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({TimeWiring.class, IdsWiring.class, IdProblems.class})
class ApiWiring {
    @Bean
    RandomGenerator secureRandom() {
        return new SecureRandom();
    }
}
