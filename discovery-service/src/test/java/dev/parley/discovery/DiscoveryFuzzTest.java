package dev.parley.discovery;

import dev.parley.discovery.access.AccessTokenFuzzTarget;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class DiscoveryFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new AccessTokenFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
