package dev.parley.presence;

import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import dev.parley.presence.query.UserListFuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class PresenceFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new UserListFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
