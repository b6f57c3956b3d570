package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.engines.TestEngines;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// What an operator sees of a server that refuses: the sentences, and a process that ended with a code that is not
/// zero.
class RefusedStartBackendTest {
    private final Map<String, Object> settings = new TreeMap<>();

    RefusedStartBackendTest() {
        TestEngines engines = TestEngines.get();
        engines.properties().forEach((key, value) -> settings.put(key.toString(), value));
        settings.put("parley.cassandra.keyspace", engines.freshKeyspaceName());
        settings.put("parley.kafka.prefix", engines.freshPrefix() + ".");
        settings.put("parley.redis.url", URI.create(engines.freshRedisUrl()));
        settings.put("parley.urls.id", "http://localhost:1");
        settings.put("parley.chat.edge.port", 0);
        settings.put("server.port", 0);
    }

    @Test
    void secondServerWithALivingOnesIdAndOneWithOtherSlotsEndWithASentence() throws Exception {
        try (ConfigurableApplicationContext first = ChatService.launch(settings)) {
            assertThat(first.isRunning()).isTrue();
            assertThat(run()).contains("Another running chat server has the id chat-1 in region local", "exit code 1");
            settings.put("parley.chat.topics.slots", 8);
            assertThat(run()).contains("inbox has 32 partitions, but parley.chat.topics.slots is 8", "exit code 1");
        }
    }

    private String run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(ChatService.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8) + "exit code " + process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
