package dev.parley.engines;

import java.util.Locale;
import java.util.Optional;

/// The machines that binaries exist for.
///
/// @param system `linux` or `darwin`
/// @param processor `amd64` or `arm64`
record Platform(String system, String processor) {

    /// @throws EngineException on a machine without binaries
    static Platform current() {
        String name = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        return find(name, architecture)
                .orElseThrow(() -> new EngineException("The embedded engines run on Linux and macOS, amd64 and arm64,"
                        + " not on " + name + " " + architecture + "."));
    }

    /// Empty when there are no binaries for such a machine.
    static Optional<Platform> find(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String system = name.contains("linux") ? "linux" : name.contains("mac") ? "darwin" : "";
        String processor = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
        return system.isEmpty() || processor.isEmpty()
                ? Optional.empty()
                : Optional.of(new Platform(system, processor));
    }

    String redisBinary() {
        return "/redis-server-7.0.15-" + system + "-" + processor;
    }

    /// As the archive is named inside the artifact, for instance `postgres-linux-x86_64.txz`.
    String postgresArchive() {
        String architecture = processor.equals("amd64") ? "x86_64" : "arm_64";
        return "/postgres-" + system + "-" + architecture + ".txz";
    }
}
