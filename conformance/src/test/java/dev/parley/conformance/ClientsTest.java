package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.terminal.AdapterMain;
import dev.parley.conformance.hostile.Scenario;
import dev.parley.conformance.hostile.Scenarios;
import dev.parley.conformance.report.Outcome;
import dev.parley.conformance.report.RunScenarios;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Our client keeps its promises, and a naive one is seen not to.
class ClientsTest {
    private static final int AT_ONCE = 4;
    private static final Path JAVA = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");

    /// What the naive client does not keep, and must be told so.
    private static final Set<String> TOO_HARD = Set.of(
            "client-02",
            "client-03",
            "client-04",
            "client-09",
            "client-17",
            "client-18",
            "client-20",
            "client-23",
            "client-28",
            "client-34",
            "client-38",
            "client-39");

    @Test
    void theJavaClientKeepsEveryPromise() {
        assertThat(run(AdapterMain.class, Scenarios.ALL))
                .hasSizeGreaterThan(30)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Passed.class));
    }

    @Test
    void aNaiveClientIsSeenThrough() {
        List<Scenario> hard = Scenarios.ALL.stream()
                .filter(scenario -> TOO_HARD.contains(scenario.id()))
                .toList();
        assertThat(hard).hasSameSizeAs(TOO_HARD);
        assertThat(run(NaiveClient.class, hard))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Failed.class));
    }

    /// So that it fails for what it does, and not for being no client at all.
    @Test
    void aNaiveClientPassesWhereNothingIsHostile() {
        List<Scenario> easy = Scenarios.ALL.stream()
                .filter(scenario -> Set.of("client-01", "client-25").contains(scenario.id()))
                .toList();
        assertThat(run(NaiveClient.class, easy))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Passed.class));
    }

    private static List<Outcome> run(Class<?> main, List<Scenario> scenarios) {
        List<String> command = List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                main.getName());
        return new RunScenarios(command, AT_ONCE, true).run(scenarios);
    }
}
