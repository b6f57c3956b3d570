package dev.parley.systemtests.process;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Services behind a [Front] each, with one or two instances at ports of their own.
final class Instances implements AutoCloseable {
    /// Offset of the first of their ports.
    private static final int FIRST_PORT = 20;

    private static final int SIDE_BY_SIDE = 2;

    private final int base;
    private final List<String> services;
    private final Map<String, Integer> made = new HashMap<>();
    private final Map<ServiceProcess, Integer> ports = new HashMap<>();
    private final Map<String, Front> fronts = new LinkedHashMap<>();

    /// No port is taken yet.
    ///
    /// @param doors by service, the offset of the port where others look for it
    Instances(int base, Map<String, Integer> doors) {
        this.base = base;
        this.services = List.copyOf(doors.keySet());
        doors.forEach((service, offset) -> fronts.put(service, new Front(base + offset)));
    }

    /// What the next instance of a service is called: `api-1`.
    String nextName(String service) {
        return service + "-" + made.merge(service, 1, Integer::sum);
    }

    /// The port of the instance that was named last.
    int port(String service) {
        int number = made.getOrDefault(service, 0);
        return base + FIRST_PORT + SIDE_BY_SIDE * services.indexOf(service) + number % SIDE_BY_SIDE;
    }

    void add(ServiceProcess instance, int port) {
        ports.put(instance, port);
    }

    int port(ServiceProcess instance) {
        return ports.getOrDefault(instance, 0);
    }

    /// From now on it is given connections.
    void open(ServiceProcess instance) {
        front(instance).add(port(instance));
    }

    /// From now on it is given none.
    void shut(ServiceProcess instance) {
        front(instance).remove(port(instance));
    }

    private Front front(ServiceProcess instance) {
        return fronts.entrySet().stream()
                .filter(each -> instance.name().startsWith(each.getKey() + "-"))
                .findAny()
                .orElseThrow()
                .getValue();
    }

    void openDoors() {
        fronts.values().forEach(Front::open);
    }

    @Override
    public void close() {
        fronts.values().forEach(Front::close);
    }
}
