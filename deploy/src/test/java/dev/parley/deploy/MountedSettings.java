package dev.parley.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The files that a service finds, as its pod mounts them.
final class MountedSettings {
    static final String LOCATIONS = "SPRING_CONFIG_ADDITIONAL_LOCATION";

    private MountedSettings() {}

    /// Path and content of every file below `/etc/parley`.
    ///
    /// @throws IllegalArgumentException if a ConfigMap is not there
    static Map<String, String> files(Overlay overlay, Workload service) {
        Map<String, String> files = new LinkedHashMap<>();
        for (VolumeMount mount : service.container().getVolumeMounts()) {
            if (mount.getMountPath().startsWith("/etc/parley")) {
                for (String name : configMaps(service, mount.getName())) {
                    ConfigMap map = overlay.configMap(service.namespace(), name)
                            .orElseThrow(() -> new IllegalArgumentException("no ConfigMap " + name));
                    map.getData().forEach((file, text) -> files.put(mount.getMountPath() + "/" + file, text));
                }
            }
        }
        return files;
    }

    private static List<String> configMaps(Workload service, String volume) {
        List<String> names = new ArrayList<>();
        for (Volume it : service.pod().getVolumes()) {
            if (it.getName().equals(volume) && it.getConfigMap() != null) {
                names.add(it.getConfigMap().getName());
            } else if (it.getName().equals(volume) && it.getProjected() != null) {
                for (VolumeProjection source : it.getProjected().getSources()) {
                    names.add(Objects.requireNonNull(source.getConfigMap()).getName());
                }
            }
        }
        return names;
    }

    /// Those that the service reads, in order; later wins.
    static List<String> read(Overlay overlay, Workload service) {
        Map<String, String> files = files(overlay, service);
        List<String> read = new ArrayList<>();
        for (String location : locations(service).split(",")) {
            String path = location.trim().replaceFirst("^optional:", "").replaceFirst("^file:", "");
            String file = path.endsWith("/") ? path + service.name() + ".yaml" : path;
            String text = files.remove(file);
            if (text != null) {
                read.add(text);
            } else if (!location.trim().startsWith("optional:")) {
                throw new IllegalArgumentException("nothing is mounted at " + file);
            }
        }
        if (!files.isEmpty()) {
            throw new IllegalArgumentException("mounted and never read: " + files.keySet());
        }
        return read;
    }

    private static String locations(Workload service) {
        return service.container().getEnv().stream()
                .filter(it -> it.getName().equals(LOCATIONS))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("without " + LOCATIONS));
    }

    /// All keys with the values that are in force.
    static Map<String, String> values(Overlay overlay, Workload service) {
        Map<String, String> values = new LinkedHashMap<>();
        read(overlay, service).forEach(text -> values.putAll(SettingsKeys.flat(text)));
        return values;
    }
}
