package dev.parley.standalone;

import dev.parley.engines.EngineAddresses;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// One service in a process of its own, beside engines that run already and services that may: what tests kill that
/// must not take the others with it.
///
/// Arguments: its name as in [Service], the base of the ports, a file with the engines' addresses (beside which the
/// services' keys are made), and settings as `key=value`, which win over all others. Writes `ready` once it serves,
/// then runs until it is told to stop, or the
/// process that started it is gone.
///
/// Exit code 1 with a sentence on standard error if it can't start.
public final class ServiceMain {
    private static final int FIXED_ARGUMENTS = 3;

    private ServiceMain() {}

    public static void main(String[] words) throws IOException {
        List<String> arguments = List.of(words);
        Ports ports = Ports.startingAt(Integer.parseInt(arguments.get(1)));
        Service service = Service.all(ports).stream()
                .filter(it -> it.name().equals(arguments.getFirst()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There is no service " + arguments.getFirst()));
        Path engines = Path.of(arguments.get(2));
        Map<String, Object> settings = new HashMap<>(
                SharedServiceSettings.of(ports, engines(engines), engines.resolveSibling("services.keys"), service));
        settings.putAll(own(arguments.subList(FIXED_ARGUMENTS, arguments.size())));
        Home.ofCheckout().logServicesToFile();
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        try {
            if (service.launch().apply(settings).isActive()) {
                System.out.println("ready");
            }
        } catch (RuntimeException failed) {
            System.err.println("The " + service.name() + " service could not start: " + reason(failed));
            System.exit(1);
        }
    }

    private static EngineAddresses engines(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return EngineAddresses.from(properties::getProperty)
                .orElseThrow(() -> new IllegalArgumentException(file + " names no engines"));
    }

    private static Map<String, String> own(List<String> settings) {
        return settings.stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
