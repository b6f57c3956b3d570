package dev.parley.standalone;

import dev.parley.engines.EnginePorts;
import java.net.URI;

/// Where everything listens on the loopback address.
///
/// @param services the gateway's port; the seven that follow are id, api, discovery, chat's WebSockets, chat's
/// management, presence
///     and notification
record Ports(int services, EnginePorts engines) {
    static final Ports DEFAULT = new Ports(7080, EnginePorts.DEFAULT);

    private static final int FIRST_ENGINE = 10;
    private static final int LAST = 15;
    static final int LAST_BASE = 65_535 - LAST;

    Ports {
        if (services < 1 || services > LAST_BASE) {
            throw new IllegalArgumentException("Sixteen ports begin at 1 to " + LAST_BASE + ", not at " + services);
        }
    }

    /// Sixteen in a row: eight for the services, the engines from the eleventh on.
    static Ports startingAt(int base) {
        return new Ports(base, EnginePorts.startingAt(base + FIRST_ENGINE));
    }

    int gateway() {
        return services;
    }

    int id() {
        return services + 1;
    }

    int api() {
        return services + 2;
    }

    int discovery() {
        return services + 3;
    }

    int chatSockets() {
        return services + 4;
    }

    int chat() {
        return services + 5;
    }

    int presence() {
        return services + 6;
    }

    int notification() {
        return services + 7;
    }

    static URI url(int port) {
        return URI.create("http://localhost:" + port);
    }
}
