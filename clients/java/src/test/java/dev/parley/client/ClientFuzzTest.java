package dev.parley.client;

import dev.parley.client.frame.BothWaysFuzzTarget;
import dev.parley.client.frame.ServerFrameFuzzTarget;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class ClientFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new ServerFrameFuzzTarget(), new BothWaysFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
