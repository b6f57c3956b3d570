package dev.parley.chat.edge;

import dev.parley.chat.edge.EdgeSettings.Limits;
import dev.parley.chat.edge.EdgeSettings.Timeouts;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.util.unit.DataSize;

/// Settings that differ from the tests' usual ones in a few places.
final class TestLimits {
    int connections = TestEdge.LIMITS.connections();
    int connectionsPerUser = TestEdge.LIMITS.connectionsPerUser();
    int sendsPerSecond = TestEdge.LIMITS.sendsPerSecond();
    int sendBurst = TestEdge.LIMITS.sendBurst();
    int framesPerSecond = TestEdge.LIMITS.framesPerSecond();
    int frameBurst = TestEdge.LIMITS.frameBurst();
    int pullsAtOnce = TestEdge.LIMITS.pullsAtOnce();
    int pullsWaiting = TestEdge.LIMITS.pullsWaiting();
    int wishesWaiting = TestEdge.LIMITS.wishesWaiting();
    DataSize outbound = TestEdge.LIMITS.outbound();
    DataSize outboundTotal = TestEdge.LIMITS.outboundTotal();

    private TestLimits() {}

    static Limits of(Consumer<TestLimits> change) {
        TestLimits it = new TestLimits();
        change.accept(it);
        return new Limits(
                it.connections,
                it.connectionsPerUser,
                it.sendsPerSecond,
                it.sendBurst,
                it.framesPerSecond,
                it.frameBurst,
                it.pullsAtOnce,
                it.pullsWaiting,
                it.wishesWaiting,
                it.outbound,
                it.outboundTotal);
    }

    static final class Times {
        Duration hello = TestEdge.TIMEOUTS.hello();
        Duration attach = TestEdge.TIMEOUTS.attach();
        Duration idle = TestEdge.TIMEOUTS.idle();
        Duration stall = TestEdge.TIMEOUTS.stall();
        Duration close = TestEdge.TIMEOUTS.close();
        Duration stop = TestEdge.TIMEOUTS.stop();
        Duration lookup = TestEdge.TIMEOUTS.lookup();
    }

    static Timeouts timeouts(Consumer<Times> change) {
        Times it = new Times();
        change.accept(it);
        return new Timeouts(it.hello, it.attach, it.idle, it.stall, it.close, it.stop, it.lookup);
    }
}
