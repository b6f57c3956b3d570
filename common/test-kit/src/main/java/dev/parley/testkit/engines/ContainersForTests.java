package dev.parley.testkit.engines;

import dev.parley.engines.EngineAddresses;
import java.time.Duration;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/// The same four from a Docker engine. Testcontainers removes them when the JVM has ended.
final class ContainersForTests {
    private static final String NAME = "parley";
    private static final Duration SLOWEST_START = Duration.ofMinutes(3);

    private ContainersForTests() {}

    static EngineAddresses start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(
                    "The embedded engines do not run on this machine and no Docker engine answers:"
                            + " name the addresses of backends with -Dparley.kafka.bootstrap and the like");
        }
        GenericContainer<?> postgres = new GenericContainer<>(DockerImageName.parse("postgres:18"))
                .withEnv("POSTGRES_USER", NAME)
                .withEnv("POSTGRES_PASSWORD", NAME)
                .withEnv("POSTGRES_DB", NAME)
                .withExposedPorts(5432)
                // The first time it says so, it is only preparing its data.
                .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\s", 2));
        GenericContainer<?> redis = new GenericContainer<>(DockerImageName.parse("redis:7")).withExposedPorts(6379);
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.2"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        GenericContainer<?> cassandra = new GenericContainer<>(DockerImageName.parse("cassandra:5.0"))
                .withEnv("MAX_HEAP_SIZE", "768M")
                .withEnv("HEAP_NEWSIZE", "128M")
                .withExposedPorts(9042)
                .waitingFor(Wait.forLogMessage(".*Startup complete.*\\s", 1).withStartupTimeout(SLOWEST_START));
        Startables.deepStart(Stream.of(postgres, redis, kafka, cassandra)).join();
        return new EngineAddresses(
                "jdbc:postgresql://" + address(postgres, 5432) + "/" + NAME,
                NAME,
                NAME,
                "redis://" + address(redis, 6379),
                kafka.getBootstrapServers(),
                address(cassandra, 9042),
                "datacenter1");
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }
}
