package dev.parley.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.check.Check;
import dev.parley.conformance.check.Checks;
import dev.parley.conformance.report.Outcome;
import dev.parley.conformance.report.Report;
import dev.parley.conformance.report.RunChecks;
import dev.parley.systemtests.SharedParley;
import dev.parley.systemtests.process.RunningParley;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Parley keeps its own protocol, and the kit that says so would notice if it did not.
@Order(4)
@ExtendWith(SharedParley.class)
public class ConformanceSystemTest {
    private static final int AT_ONCE = 8;

    @SuppressWarnings("unused") // by the parameterized test
    private static final List<Breakage> BREAKAGES = Breakage.ALL;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private static RunningParley parley;

    @BeforeAll
    static void start() {
        parley = SharedParley.get();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void parleyConforms() throws Exception {
        Report report = new Report(new RunChecks(parley.url(), AT_ONCE, false).run(Checks.ALL, run()), 0);
        assertThat(report.failed()).as(() -> text(report)).isZero();
    }

    /// So that what fails behind it fails for the breakage alone.
    @Test
    void behindAProxyThatBreaksNothingTheSameChecksPass() throws Exception {
        try (BreakingProxy proxy = new BreakingProxy(parley.url(), Breakage.NONE)) {
            List<Check> named = Checks.ALL.stream()
                    .filter(check -> Breakage.ALL.stream()
                            .anyMatch(breakage -> breakage.check().equals(check.id())))
                    .toList();
            Report report = new Report(new RunChecks(proxy.url(), AT_ONCE, false).run(named, run()), 0);
            assertThat(report.failed()).as(() -> text(report)).isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("BREAKAGES")
    void aBreakageTurnsItsCheckRed(Breakage breakage) throws Exception {
        try (BreakingProxy proxy = new BreakingProxy(parley.url(), breakage)) {
            List<Check> named = Checks.ALL.stream()
                    .filter(check -> check.id().equals(breakage.check()))
                    .toList();
            assertThat(named).hasSize(1);
            assertThat(new RunChecks(proxy.url(), 1, false).run(named, run()))
                    .singleElement()
                    .isInstanceOf(Outcome.Failed.class);
        }
    }

    /// Names the accounts of one run.
    private static String run() {
        return "s" + RUNS.incrementAndGet();
    }

    private static String text(Report report) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        report.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }
}
