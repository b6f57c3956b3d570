package dev.parley.chat.audit;

import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.function.IntSupplier;

/// Takes steps on a thread of its own, with pauses after them: never faster than the pace, whatever a step cost.
final class AuditLoop {
    /// While nothing is due.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Duration FINISH = Duration.ofSeconds(5);

    private final IntSupplier step;
    private final Duration perStatement;
    private final Pause pause;
    private final Thread thread;

    /// @param step says how many statements it cost, 0 if nothing was due
    AuditLoop(IntSupplier step, int statementsPerSecond, Pause pause) {
        this.step = step;
        this.perStatement = Duration.ofSeconds(1).dividedBy(statementsPerSecond);
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("parley-audit").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Waits for a step that is under way, for a bounded time: its store closes next.
    void stop() {
        thread.interrupt();
        try {
            var unused = thread.join(FINISH);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                int statements = step.getAsInt();
                pause.pause(statements == 0 ? IDLE : perStatement.multipliedBy(statements));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
