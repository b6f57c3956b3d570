package dev.parley.chat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuditLoopTest {
    @Test
    void eachStepIsPaidForWithAPauseAndNothingDueIsAskedOnceASecond() throws InterruptedException {
        BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
        AtomicInteger step = new AtomicInteger();
        List<Integer> costs = List.of(1, 35, 0);
        AuditLoop loop = new AuditLoop(() -> costs.get(step.getAndIncrement()), 50, pause -> {
            pauses.add(pause);
            if (step.get() == costs.size()) {
                throw new InterruptedException();
            }
        });
        loop.start();
        assertThat(pauses.poll(5, TimeUnit.SECONDS)).isEqualTo(Duration.ofMillis(20));
        assertThat(pauses.poll(5, TimeUnit.SECONDS)).isEqualTo(Duration.ofMillis(700));
        assertThat(pauses.poll(5, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(1));
        loop.stop();
    }
}
