package dev.parley.presence.query;

import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.visibility.VisibilityClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QueryWiring {
    @Bean
    AnswerPresence answerPresence(PresenceStore states, VisibilityClient visibility) {
        return new AnswerPresence(states, visibility);
    }
}
