package dev.parley.conformance.report;

import dev.parley.conformance.check.BrokenRuleException;
import dev.parley.conformance.check.Check;
import dev.parley.conformance.check.SkippedException;
import dev.parley.conformance.check.Stage;
import dev.parley.conformance.wire.HttpCalls;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Plays checks against a server, some at a time: much of them is waiting.
public final class RunChecks {
    private final URI server;
    private final int atOnce;
    private final boolean slow;

    /// @param atOnce how many at the same time
    /// @param slow also those that wait long
    public RunChecks(URI server, int atOnce, boolean slow) {
        this.server = server;
        this.atOnce = atOnce;
        this.slow = slow;
    }

    /// @param run as in [Stage]
    /// @return in the order of the checks
    public List<Outcome> run(List<Check> checks, String run) throws InterruptedException {
        try (HttpCalls http = new HttpCalls(server);
                ExecutorService threads = Executors.newFixedThreadPool(
                        atOnce, Thread.ofVirtual().name("conformance-", 0).factory())) {
            List<Future<Outcome>> running = checks.stream()
                    .map(check -> threads.submit(() -> play(check, http, run)))
                    .toList();
            return running.stream().map(RunChecks::outcome).toList();
        }
    }

    private static Outcome outcome(Future<Outcome> of) {
        try {
            return of.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome play(Check check, HttpCalls http, String run) {
        if (check.slow() && !slow) {
            return new Outcome.Skipped(check, "takes long; --slow tries it");
        }
        long start = System.nanoTime();
        try (Stage stage = new Stage(http, run)) {
            check.body().run(stage);
            return new Outcome.Passed(check, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (BrokenRuleException broken) {
            return new Outcome.Failed(check, broken.expected(), broken.came());
        } catch (SkippedException skipped) {
            return new Outcome.Skipped(check, String.valueOf(skipped.getMessage()));
        } catch (Exception trouble) { // Also what no server should make a check throw.
            return new Outcome.Failed(check, "an answer that can be read", trouble.toString());
        }
    }
}
