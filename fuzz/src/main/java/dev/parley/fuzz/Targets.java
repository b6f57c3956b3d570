package dev.parley.fuzz;

import dev.parley.api.ApiFuzzTest;
import dev.parley.client.ClientFuzzTest;
import dev.parley.contracts.ContractsFuzzTest;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.gateway.GatewayFuzzTest;
import dev.parley.kit.KitFuzzTest;
import dev.parley.notification.NotificationFuzzTest;
import dev.parley.presence.PresenceFuzzTest;
import java.util.List;
import java.util.stream.Stream;

/// All targets, in the order in which bytes meet them.
final class Targets {
    static final List<FuzzTarget> ALL = Stream.of(
                    ContractsFuzzTest.TARGETS,
                    GatewayFuzzTest.TARGETS,
                    KitFuzzTest.TARGETS,
                    ApiFuzzTest.TARGETS,
                    PresenceFuzzTest.TARGETS,
                    NotificationFuzzTest.TARGETS,
                    ClientFuzzTest.TARGETS)
            .flatMap(List::stream)
            .toList();

    private Targets() {}
}
