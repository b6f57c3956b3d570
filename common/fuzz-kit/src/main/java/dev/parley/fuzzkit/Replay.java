package dev.parley.fuzzkit;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Two tests for each target: every kept input holds, and so do a few thousand seeded mutations of them. Both take
/// less than a second; `./parley fuzz` looks for longer, guided by what the parser's code does.
public final class Replay {
    private static final long SEED = 20_260_102L;

    /// Thousands of times what one input takes; a machine may be busy. Past it the input is a finding.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// For all mutations of a target.
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

    private Replay() {}

    public static Stream<DynamicTest> of(List<FuzzTarget> targets) {
        return targets.stream().flatMap(Replay::of);
    }

    private static Stream<DynamicTest> of(FuzzTarget target) {
        return Stream.of(
                DynamicTest.dynamicTest(target.name() + ": what is kept", () -> kept(target)),
                DynamicTest.dynamicTest(
                        target.name() + ": " + target.mutations() + " mutations of it",
                        () -> assertTimeoutPreemptively(LONG_PATIENCE, () -> mutated(target))));
    }

    private static void kept(FuzzTarget target) throws Exception {
        SortedMap<String, byte[]> inputs = Corpus.of(target);
        inputs.forEach((file, input) -> assertTimeoutPreemptively(PATIENCE, () -> hold(target, file, input), file));
    }

    private static void mutated(FuzzTarget target) throws Exception {
        Mutations mutations = new Mutations(Corpus.of(target).values(), SEED);
        for (int round = 0; round < target.mutations(); round++) {
            hold(target, "mutation " + round, mutations.next());
        }
    }

    private static void hold(FuzzTarget target, String name, byte[] input) {
        try {
            target.hold(input);
        } catch (Throwable broken) {
            throw new AssertionError(
                    target.name() + " broke its promise, " + target.promise() + ", with " + name + ", in Base64 "
                            + Base64.getEncoder().encodeToString(input),
                    broken);
        }
    }
}
