package dev.parley.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.hostile.Scenarios;
import dev.parley.conformance.report.Outcome;
import dev.parley.conformance.report.RunScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The library for browsers and Node keeps its promises. Here and not beside the Java client's test, since the module
/// `web` has built it by now.
class TypeScriptClientSystemTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));
    private static final Path MISSING = ROOT.resolve("web/target/classes/dev/parley/web/missing.txt");
    private static final int AT_ONCE = 6;

    @Test
    void itKeepsEveryPromise() throws IOException {
        if (Files.exists(MISSING)) {
            String why = Files.readString(MISSING).strip();
            System.out.println("skipped: " + why);
            Assumptions.abort(why);
        }
        String adapter =
                ROOT.resolve("clients/typescript/conformance/adapter.mjs").toString();
        assertThat(new RunScenarios(List.of("node", adapter), AT_ONCE, true).run(Scenarios.ALL))
                .hasSizeGreaterThan(30)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Passed.class));
    }
}
