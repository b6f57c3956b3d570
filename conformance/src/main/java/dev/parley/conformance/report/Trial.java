package dev.parley.conformance.report;

import dev.parley.conformance.check.BrokenRuleException;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.check.SkippedException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One attempt at a rule.
@FunctionalInterface
interface Trial {
    /// @throws BrokenRuleException if the rule does not hold
    void run() throws Exception;

    /// Tries rules, so many at a time: much of it is waiting.
    ///
    /// @return in the order of the rules
    static <R extends Rule> List<Outcome> all(List<R> rules, int atOnce, boolean slow, Function<R, Trial> trialOf) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofVirtual().name("conformance-", 0).factory())) {
            List<Future<Outcome>> running = rules.stream()
                    .map(rule -> threads.submit(() -> outcome(rule, slow, trialOf.apply(rule))))
                    .toList();
            return running.stream().map(Trial::join).toList();
        }
    }

    private static Outcome join(Future<Outcome> of) {
        try {
            return of.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome outcome(Rule rule, boolean slow, Trial trial) {
        if (rule.slow() && !slow) {
            return new Outcome.Skipped(rule, "It takes long; --slow tries it.");
        }
        long start = System.nanoTime();
        try {
            trial.run();
            return new Outcome.Passed(rule, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (BrokenRuleException broken) {
            return new Outcome.Failed(rule, broken.expected(), broken.came());
        } catch (SkippedException skipped) {
            return new Outcome.Skipped(rule, String.valueOf(skipped.getMessage()));
        } catch (Exception trouble) { // Also what no one should make a trial throw.
            return new Outcome.Failed(rule, "an answer that can be read", trouble.toString());
        }
    }
}
