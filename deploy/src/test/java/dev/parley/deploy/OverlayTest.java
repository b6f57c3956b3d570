package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every overlay, as `kubectl kustomize` renders it, keeps every rule.
class OverlayTest {
    static final List<Rule> RULES = Stream.of(ObjectRules.ALL, PodRules.ALL, MigrationRules.ALL, NetworkRules.ALL)
            .flatMap(List::stream)
            .toList();

    @BeforeAll
    static void kubectlIsHere() {
        assumeTrue(Overlay.canRender(), "skipped: kubectl, which renders the overlays, is not on the PATH");
    }

    static Stream<Arguments> overlaysAndRules() {
        return Stream.of("dev", "prod", "prod-keda")
                .flatMap(overlay -> RULES.stream().map(rule -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("overlaysAndRules")
    void keepsTheRule(String overlay, Rule rule) {
        assertThat(rule.violations(Overlay.rendered(overlay))).isEmpty();
    }
}
