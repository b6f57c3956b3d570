package dev.parley.api.conversation;

import dev.parley.api.history.CassandraConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ConversationWiring {
    @Bean
    ListConversations listConversations(CassandraConnection cassandra, JdbcClient jdbc) {
        return new ListConversations(new CassandraHeadStore(cassandra), new JdbcParticipantStore(jdbc));
    }
}
