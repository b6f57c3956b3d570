package dev.parley.api.conversation;

import dev.parley.api.history.CassandraConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ConversationWiring {
    @Bean
    HeadStore headStore(CassandraConnection cassandra) {
        return new CassandraHeadStore(cassandra);
    }

    @Bean
    ParticipantStore participantStore(JdbcClient jdbc) {
        return new JdbcParticipantStore(jdbc);
    }

    @Bean
    ListConversations listConversations(HeadStore heads, ParticipantStore participants) {
        return new ListConversations(heads, participants);
    }

    @Bean
    ListMarkers listMarkers(HeadStore heads, ParticipantStore participants) {
        return new ListMarkers(heads, participants);
    }
}
