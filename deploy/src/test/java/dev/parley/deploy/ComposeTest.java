package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/// docker-compose.yml against rules, since neither an engine nor the compose specification's schema is needed for
/// them.
class ComposeTest {
    private static final String FILE = Repository.read(Repository.ROOT.resolve("docker-compose.yml"));
    private static final Set<String> OTHERS =
            Set.of("postgres", "redis", "kafka", "cassandra", "prometheus", "grafana");
    /// Those of the compose specification that are used here.
    private static final Set<String> FIELDS = Set.of(
            "image",
            "restart",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "mem_limit",
            "stop_grace_period",
            "volumes",
            "environment",
            "healthcheck",
            "depends_on",
            "ports",
            "command");
    /// Longer than others, for their drains.
    private static final Map<String, String> TO_STOP = Map.of("chat-service", "90s", "gateway-service", "80s");

    private static final Set<String> HEALTH =
            Set.of("test", "interval", "timeout", "retries", "start_period", "start_interval");

    @Test
    void keepsTheRules() throws IOException {
        assertThat(mistakes(FILE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mem_limit: 1g | memlimit: 1g | memlimit",
                "image: parley/api-service:0.1.0-SNAPSHOT | image: parley/api-service:latest | version",
                "image: redis:7.4 | image: redis | version",
                "  read_only: true | | may write",
                "condition: service_healthy | condition: service_started | not for health",
                "./deploy/compose/chat-service.yaml: | ./deploy/compose/chat.yaml: | is not there",
                "- 127.0.0.1:7080:7080 | - 7080:7080 | all addresses",
                "      - kafka:/var/lib/kafka/data | '      - kafak:/var/lib/kafka/data' | no volume kafak",
                "stop_grace_period: 90s | stop_grace_period: 10s | drain",
                "stop_grace_period: 80s | stop_grace_period: 50s | gateway-service needs",
                "id-service: {condition: service_healthy} | ids: {condition: service_healthy} | ids",
            })
    void aBrokenFileIsNoticed(String part, String broken, String complaint) throws IOException {
        String changed = FILE.replace(part, broken == null ? "" : broken);
        assertThat(changed).isNotEqualTo(FILE);
        assertThat(mistakes(changed)).anySatisfy(it -> assertThat(it).contains(complaint));
    }

    @Test
    void settingsAreThoseThatServicesRead() throws IOException {
        assertThat(SettingsKeys.flat(Repository.read(Repository.DEPLOY.resolve("compose/chat-service.yaml")))
                        .keySet())
                .allMatch(SettingsKeys.of("chat-service")::knows);
    }

    private static List<String> mistakes(String text) throws IOException {
        // SnakeYAML resolves anchors and merges, which Jackson does not.
        Map<String, Object> merged = new LinkedHashMap<>(new Yaml().<Map<String, Object>>load(text));
        JsonNode file = new YAMLMapper().valueToTree(merged);
        List<String> mistakes = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        file.path("services").fieldNames().forEachRemaining(names::add);
        Set<String> expected = new TreeSet<>(OTHERS);
        expected.addAll(Repository.services());
        if (!names.equals(expected)) {
            mistakes.add("services " + names);
        }
        for (String name : names) {
            checkService(name, (ObjectNode) file.path("services").path(name), file, mistakes);
        }
        return mistakes;
    }

    private static void checkService(String name, ObjectNode service, JsonNode file, List<String> mistakes) {
        unknown(service, FIELDS).forEach(field -> mistakes.add(name + ": unknown field " + field));
        unknown(service.path("healthcheck"), HEALTH).forEach(field -> mistakes.add(name + ": unknown field " + field));
        String image = service.path("image").asText();
        boolean ours = Repository.services().contains(name);
        if (ours ? !image.equals("parley/" + name + ":" + Repository.version()) : !image.matches(".+:v?\\d[\\w.]*")) {
            mistakes.add(name + ": no version, or not the POM's: " + image);
        }
        if (ours
                && (!service.path("read_only").asBoolean()
                        || service.path("cap_drop").size() != 1)) {
            mistakes.add(name + " may write to its root, or keeps capabilities");
        }
        String toStop = TO_STOP.getOrDefault(name, "50s");
        if (ours && !service.path("stop_grace_period").asText().equals(toStop)) {
            mistakes.add(name + " needs " + toStop + " for its drain and its end");
        }
        service.path("depends_on").properties().forEach(it -> {
            JsonNode other = file.path("services").path(it.getKey());
            boolean waitsForHealth = it.getValue().path("condition").asText().equals("service_healthy");
            if (other.isMissingNode() || (waitsForHealth && !other.has("healthcheck"))) {
                mistakes.add(name + " waits for " + it.getKey() + ", which is not there or says nothing of its health");
            }
            if (ours && !waitsForHealth) {
                mistakes.add(name + " waits for " + it.getKey() + ", but not for health");
            }
        });
        if (ours && service.path("depends_on").isEmpty()) {
            mistakes.add(name + " waits for nobody");
        }
        service.path("ports").forEach(port -> {
            if (!port.asText().startsWith("127.0.0.1:")) {
                mistakes.add(name + " listens at all addresses: " + port.asText());
            }
        });
        Set<String> targets = new HashSet<>();
        service.path("volumes").forEach(volume -> {
            String[] parts = volume.asText().split(":");
            if (parts[0].startsWith("./") && !Files.exists(Repository.ROOT.resolve(parts[0]))) {
                mistakes.add(parts[0] + " is not there");
            } else if (!parts[0].startsWith("./") && !file.path("volumes").has(parts[0])) {
                mistakes.add("there is no volume " + parts[0]);
            }
            if (!targets.add(parts[1])) {
                mistakes.add(name + " mounts twice at " + parts[1]);
            }
        });
    }

    private static Set<String> unknown(JsonNode node, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        return unknown;
    }
}
