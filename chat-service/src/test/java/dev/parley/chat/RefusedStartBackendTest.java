package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// What an operator sees of a server that refuses: the sentences, and a process that ended with a code that is not
/// zero.
class RefusedStartBackendTest {
    /// Shared, since a keyspace takes long to make.
    private static final String KEYSPACE = TestEngines.get().freshKeyspaceName();

    private static final String PREFIX = TestEngines.get().freshPrefix() + ".";

    private final Map<String, Object> settings = new TreeMap<>();
    private final String redisUrl = TestEngines.get().freshRedisUrl();

    @TempDir
    private Path directory;

    RefusedStartBackendTest() {
        TestEngines.get().properties().forEach((key, value) -> settings.put(key.toString(), value));
        settings.put("parley.cassandra.keyspace", KEYSPACE);
        settings.put("parley.kafka.prefix", PREFIX);
        settings.put("parley.redis.url", redisUrl);
        settings.put("parley.urls.id", "http://localhost:1");
        settings.put("parley.chat.edge.port", 0);
        settings.put("server.port", 0);
        settings.put("parley.services.keys-file", System.getProperty("parley.services.keys-file"));
        settings.put("parley.services.create-keys", true);
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

    @Test
    void runningServerWhoseIdAnotherTookEndsItself() throws Exception {
        RedisClient client = RedisClient.create(redisUrl);
        Process process = start();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            String claim = DirectoryKeys.claim("local", "server:chat-1");
            await().atMost(Duration.ofMinutes(1)).until(() -> connection.sync().exists(claim) == 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                connection.sync().set(claim, "thief at elsewhere:1", SetArgs.Builder.px(Duration.ofSeconds(10)));
                return !process.isAlive();
            });
            assertThat(said(process)).contains("fenced", "thief at elsewhere:1", "exit code 1");
        } finally {
            process.destroyForcibly();
            client.shutdown();
        }
    }

    private String run() throws IOException, InterruptedException {
        Process process = start();
        try {
            return said(process);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Waits for its end.
    private String said(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output()) + "exit code " + process.exitValue();
    }

    private Path output() {
        return directory.resolve("output");
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(ChatService.class.getName());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }
}
