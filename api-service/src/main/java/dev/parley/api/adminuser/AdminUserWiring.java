package dev.parley.api.adminuser;

import dev.parley.api.conversation.HeadStore;
import dev.parley.api.history.ReadHistory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AdminUserWiring {
    @Bean
    ReadUserData readUserData(JdbcClient jdbc, HeadStore heads, ReadHistory history) {
        return new ReadUserData(new JdbcUserDataStore(jdbc), heads, history);
    }

    @Bean
    ExportLines exportLines(JsonMapper json) {
        return new ExportLines(json);
    }
}
