package dev.parley.kit;

import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import dev.parley.kit.access.AccessTokenFuzzTarget;
import dev.parley.kit.services.ServiceTokenFuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class KitFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new AccessTokenFuzzTarget(), new ServiceTokenFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
