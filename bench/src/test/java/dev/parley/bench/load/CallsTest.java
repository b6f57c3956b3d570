package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Queue<Integer> made = new ConcurrentLinkedQueue<>();

    @Test
    void eachCallOfAWindowIsMadeOnceAndThoseOfTheWarmUpAreNotTimed() {
        Window window = new Window(10_000, Duration.ofMillis(10), Duration.ofMillis(20));

        Calls.Outcome outcome = Calls.paced(() -> caller(made::add), 4, window);

        List<Integer> all = IntStream.range(0, 300).boxed().toList();
        assertThat(made).containsExactlyInAnyOrderElementsOf(all);
        assertThat(outcome.made()).isEqualTo(300);
        assertThat(outcome.times().count()).isEqualTo(200);
        assertThat(closed).hasValue(4);
    }

    @Test
    void withoutAPaceEveryCallIsTimed() {
        Calls.Outcome outcome = Calls.flatOut(() -> caller(made::add), 3, Duration.ofMillis(5));

        assertThat(outcome.made()).isEqualTo(made.size()).isEqualTo((int)
                outcome.times().count());
        assertThat(made).doesNotHaveDuplicates();
        assertThat(outcome.perSecond()).isEqualTo(outcome.made() / outcome.seconds());
        assertThat(closed).hasValue(3);
    }

    @Test
    void aCallThatFailsIsToldAndEveryoneIsClosed() {
        IntConsumer failing = number -> {
            throw new IllegalStateException("no page");
        };
        assertThatThrownBy(() -> Calls.flatOut(() -> caller(failing), 1, Duration.ofMinutes(1)))
                .hasRootCauseMessage("no page");
        assertThat(closed).hasValue(1);
    }

    private Calls.Caller caller(IntConsumer call) {
        return new Calls.Caller() {
            @Override
            public void call(int number) {
                call.accept(number);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
