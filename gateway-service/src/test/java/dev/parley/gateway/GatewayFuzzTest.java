package dev.parley.gateway;

import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import dev.parley.gateway.address.ForwardedFuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class GatewayFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new ForwardedFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
