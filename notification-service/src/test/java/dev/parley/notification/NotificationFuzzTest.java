package dev.parley.notification;

import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import dev.parley.notification.provider.RetryAfterFuzzTarget;
import dev.parley.notification.webpush.SubscriptionFuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class NotificationFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(new SubscriptionFuzzTarget(), new RetryAfterFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
