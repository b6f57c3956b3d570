package dev.parley.chat;

import dev.parley.chat.schema.SchemaWiring;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.ids.IdsWiring;
import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.kit.trace.TracesWiring;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// WebSocket on one port, health and metrics on another.
@SpringBootApplication
@Import({IdsWiring.class, CassandraWiring.class, RedisWiring.class, TracesWiring.class})
public class ChatService {
    static final ServiceDescription DESCRIPTION =
            new ServiceDescription("chat-service", ChatService.class, Set.of(Technology.WEBMVC), SchemaWiring.class);

    public static void main(String[] args) {
        ServiceLauncher.main(DESCRIPTION, args);
    }

    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(DESCRIPTION, settings);
    }
}
