package dev.parley.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Which `parley.*` keys a service reads: the components of its `…Settings` records and of service-kit's, and
/// what service-kit.yaml holds, of which services take single values.
final class SettingsKeys {
    private static final Path KIT = Path.of("common/service-kit");

    private static final Map<String, SettingsKeys> READ = new ConcurrentHashMap<>();

    private final Set<String> keys = new HashSet<>();
    /// Below these anything may stand.
    private final Set<String> maps = new HashSet<>();

    private SettingsKeys() {}

    static SettingsKeys of(String service) {
        return READ.computeIfAbsent(service, SettingsKeys::collected);
    }

    private static SettingsKeys collected(String service) {
        SettingsKeys all = new SettingsKeys();
        all.collectRecords(Path.of(service));
        all.collectRecords(KIT);
        all.keys.addAll(
                flat(Repository.read(Repository.ROOT.resolve(KIT).resolve("src/main/resources/service-kit.yaml")))
                        .keySet());
        return all;
    }

    /// Whether the service hands over traces: whose class imports their wiring.
    static boolean traces(String service) {
        Path sources = Repository.ROOT.resolve(service).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(it -> it.toString().endsWith("Service.java"))
                    .anyMatch(it -> Repository.read(it).contains("TracesWiring.class"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean knows(String key) {
        String plain = key.replaceAll("\\[\\d+]$", "");
        return keys.contains(plain) || maps.stream().anyMatch(map -> plain.startsWith(map + "."));
    }

    /// A YAML file's keys in Spring's dotted form, with their values.
    static Map<String, String> flat(String yaml) {
        Map<String, String> flat = new LinkedHashMap<>();
        try {
            flatten("", new YAMLMapper().readTree(yaml), flat);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
        return flat;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(it ->
                            flatten(prefix.isEmpty() ? it.getKey() : prefix + "." + it.getKey(), it.getValue(), flat));
        } else if (!node.isMissingNode()) {
            flat.put(prefix, node.isArray() ? node.toString() : node.asText());
        }
    }

    private void collectRecords(Path module) {
        Path classes = Repository.ROOT.resolve(module).resolve("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> names = files.map(it -> classes.relativize(it).toString())
                    .filter(it -> it.endsWith("Settings.class"))
                    .map(it -> it.substring(0, it.length() - ".class".length()).replace('/', '.'))
                    .toList();
            for (String name : names) {
                Class<?> type =
                        Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                ConfigurationProperties read = type.getAnnotation(ConfigurationProperties.class);
                if (read != null) {
                    collect(read.value(), type);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents())) {
            String key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(key, component.getType());
            } else if (Map.class.isAssignableFrom(component.getType())) {
                maps.add(key);
            } else {
                keys.add(key);
            }
        }
    }
}
