package dev.parley.kit.launch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a running process that harms others, with exit code 1: everything is stopped as after SIGTERM.
public final class Fence implements Consumer<WrongUseException> {
    private static final Logger log = LoggerFactory.getLogger(Fence.class);

    private final IntConsumer exit;
    private final AtomicBoolean shut = new AtomicBoolean();

    public Fence() {
        this(System::exit);
    }

    /// @param exit ends the process; may wait for the thread that called [#accept]
    Fence(IntConsumer exit) {
        this.exit = exit;
    }

    /// Returns at once; the process ends soon after. Only the first call counts.
    @Override
    public void accept(WrongUseException why) {
        if (shut.compareAndSet(false, true)) {
            log.atError()
                    .setMessage("fenced")
                    .addKeyValue("wrong", why.wrong())
                    .addKeyValue("remedy", why.remedy())
                    .log();
            Thread.ofPlatform().name("parley-fence").start(() -> exit.accept(1));
        }
    }
}
