package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule notices when it is broken. What breaks one stands in a list beside the class of the rule.
class BrokenOverlayTest {
    static Stream<Breakage> breakages() {
        return Stream.of(ObjectBreakages.ALL, PodBreakages.ALL, MigrationBreakages.ALL, NetworkBreakages.ALL)
                .flatMap(List::stream);
    }

    @BeforeAll
    static void kubectlIsHere() {
        assumeTrue(Overlay.canRender(), "skipped: kubectl, which renders the overlays, is not on the PATH");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void isNoticed(Breakage breakage) {
        assertThat(rule(breakage).violations(breakage.applied()))
                .anySatisfy(it -> assertThat(it).contains(breakage.complaint()));
    }

    @Test
    void everyRuleIsBrokenOnce() {
        Set<Rule> broken = breakages().map(BrokenOverlayTest::rule).collect(Collectors.toSet());
        assertThat(broken).containsExactlyInAnyOrderElementsOf(OverlayTest.RULES);
    }

    private static Rule rule(Breakage breakage) {
        return OverlayTest.RULES.stream()
                .filter(it -> it.name().startsWith(breakage.rule()))
                .findFirst()
                .orElseThrow();
    }
}
