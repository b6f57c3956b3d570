package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class EnginesSettingsTest {
    @Test
    void directoriesBecomeAbsolute() {
        EnginesSettings settings = EnginesSettings.of(Path.of("a/../b"), EnginePorts.DEFAULT);
        assertThat(settings.directory()).isAbsolute().hasFileName("b").doesNotHaveToString("..");
        assertThat(settings.binaries()).isEqualTo(settings.directory().resolve("binaries"));
    }

    @Test
    void heapThatCannotWorkIsRefused() {
        Path somewhere = Path.of("x");
        assertThatThrownBy(() -> new EnginesSettings(somewhere, somewhere, EnginePorts.DEFAULT, 64, 512))
                .hasMessageContaining("Kafka needs a heap of at least 128 MiB, not 64");
        assertThatThrownBy(() -> new EnginesSettings(somewhere, somewhere, EnginePorts.DEFAULT, 384, 100))
                .hasMessageContaining("Cassandra needs a heap of at least 256 MiB, not 100");
    }

    @Test
    void furtherConfigurationIsAnEnginesOwnAndStays() {
        EnginesSettings settings = EnginesSettings.of(Path.of("x"), EnginePorts.DEFAULT)
                .withConfiguration("redis", List.of("hz 20"))
                .withConfiguration("kafka", List.of("num.io.threads=2"))
                .withBinaries(Path.of("y"))
                .withJvmOptions(List.of("-Xss1m"));
        assertThat(settings.configurationOf("redis")).containsExactly("hz 20");
        assertThat(settings.configurationOf("kafka")).containsExactly("num.io.threads=2");
        assertThat(settings.configurationOf("postgres")).isEmpty();
        assertThat(settings.jvmOptions()).containsExactly("-Xss1m");
    }

    @Test
    void portsOutsideTheRangeOrUsedTwiceAreRefused() {
        assertThatThrownBy(() -> EnginePorts.startingAt(65_533)).hasMessageContaining("outside");
        assertThatThrownBy(() -> new EnginePorts(1, 1, 2, 3, 4, 5)).hasMessageContaining("twice");
    }

    @Test
    void addressesSurviveTheWayThroughAFile() {
        EngineAddresses addresses = EngineAddresses.of(EnginePorts.DEFAULT);
        Properties properties = addresses.toProperties();
        assertThat(EngineAddresses.from(properties::getProperty)).contains(addresses);
        assertThat(properties)
                .containsEntry("parley.postgres.url", "jdbc:postgresql://127.0.0.1:7432/parley")
                .containsEntry("parley.redis.url", "redis://127.0.0.1:7379")
                .containsEntry("parley.kafka.bootstrap", "127.0.0.1:7092")
                .containsEntry("parley.cassandra.contact-points", "127.0.0.1:7942")
                .containsEntry("parley.cassandra.datacenter", "datacenter1");
    }

    @Test
    void noAddressesAreNoneAndSomeAreAMistake() {
        assertThat(EngineAddresses.from(key -> null)).isEmpty();
        Map<String, String> onlyKafka = Map.of("parley.kafka.bootstrap", "127.0.0.1:1");
        assertThatThrownBy(() -> EngineAddresses.from(onlyKafka::get)).hasMessageContaining("parley.redis.url");
    }

    @Test
    void argumentsAreReadOrTheUsageIsShown() {
        EnginesArguments run = EnginesArguments.parse("run", "--dir", "/d", "--ports", "9000", "--parent", "12");
        assertThat(run.verb()).isEqualTo(EnginesArguments.Verb.RUN);
        assertThat(run.settings().ports()).isEqualTo(EnginePorts.startingAt(9_000));
        assertThat(run.parent()).hasValue(12);
        assertThat(EnginesArguments.parse("stop", "--dir", "/d").settings().ports())
                .isEqualTo(EnginePorts.DEFAULT);
        assertThatThrownBy(() -> EnginesArguments.parse("run")).hasMessageStartingWith("Usage");
        assertThatThrownBy(() -> EnginesArguments.parse("walk", "--dir", "/d")).hasMessageStartingWith("Usage");
        assertThatThrownBy(() -> EnginesArguments.parse("run", "--dir", "/d", "--x", "y"))
                .hasMessageContaining("--x");
    }

    @Test
    void machinesWithBinariesAreKnown() {
        assertThat(Platform.find("Linux", "amd64")).contains(new Platform("linux", "amd64"));
        assertThat(Platform.find("Mac OS X", "aarch64")).contains(new Platform("darwin", "arm64"));
        assertThat(Platform.find("Windows 11", "amd64")).isEmpty();
        assertThat(new Platform("darwin", "arm64").postgresArchive()).isEqualTo("/postgres-darwin-arm_64.txz");
    }

    @Test
    void templateWithoutAValueForANameIsRefused() {
        assertThat(Template.fill("port ${port}", Map.of("port", 1))).isEqualTo("port 1");
        assertThatThrownBy(() -> Template.fill("${port} ${directory}", Map.of("port", 1)))
                .hasMessageContaining("${directory}");
    }
}
