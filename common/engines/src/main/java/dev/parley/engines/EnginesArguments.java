package dev.parley.engines;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// What [EnginesMain] was asked to do.
///
/// @param parent end when this process is gone
/// @param fresh begin without data
record EnginesArguments(Verb verb, EnginesSettings settings, OptionalLong parent, boolean fresh) {
    private static final String USAGE =
            "Usage: run --dir D [--ports BASE|free] [--binaries B] [--parent PID] [--fresh yes], or stop --dir D.";

    enum Verb {
        RUN,
        STOP
    }

    /// @throws IllegalArgumentException with the usage when something is missing or unknown
    static EnginesArguments parse(String... words) {
        if (words.length == 0 || words.length % 2 == 0) {
            throw new IllegalArgumentException(USAGE);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            options.put(words[i], words[i + 1]);
        }
        String directory = options.remove("--dir");
        if (directory == null) {
            throw new IllegalArgumentException(USAGE);
        }
        String ports = options.remove("--ports");
        EnginesSettings settings =
                EnginesSettings.of(Path.of(directory), ports == null ? EnginePorts.DEFAULT : ports(ports));
        String binaries = options.remove("--binaries");
        String parent = options.remove("--parent");
        boolean fresh = Objects.equals(options.remove("--fresh"), "yes");
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("Unknown: " + options.keySet() + ". " + USAGE);
        }
        return new EnginesArguments(
                verb(words[0]),
                binaries == null ? settings : settings.withBinaries(Path.of(binaries)),
                parent == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parent)),
                fresh);
    }

    private static Verb verb(String word) {
        return switch (word) {
            case "run" -> Verb.RUN;
            case "stop" -> Verb.STOP;
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static EnginePorts ports(String word) {
        return word.equals("free") ? EnginePorts.free() : EnginePorts.startingAt(Integer.parseInt(word));
    }
}
