package dev.parley.api;

import dev.parley.api.account.AccountTextsFuzzTarget;
import dev.parley.api.conversation.PlaceFuzzTarget;
import dev.parley.api.edge.BodyFuzzTarget;
import dev.parley.api.session.RefreshTokenFuzzTarget;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class ApiFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(
            new RefreshTokenFuzzTarget(), new PlaceFuzzTarget(), new AccountTextsFuzzTarget(), new BodyFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
