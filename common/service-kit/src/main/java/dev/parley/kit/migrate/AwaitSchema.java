package dev.parley.kit.migrate;

import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a schema that somebody else migrates, until it is new enough.
public final class AwaitSchema {
    private static final Logger log = LoggerFactory.getLogger(AwaitSchema.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final String REMEDY =
            "Run this release's migrations first: the same service with --parley.migrations.run=only; on Kubernetes"
                    + " that is its Job (docs/kubernetes.md, Upgrade).";

    private final Duration patience;
    private final Pause pause;

    /// @param patience how long is waited between the first look and the last, looks themselves not counted
    public AwaitSchema(Duration patience, Pause pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /// @param look says what is wrong with the schema in a sentence; empty: nothing is
    /// @throws WrongUseException if something is wrong still when patience is at its end
    public void until(Supplier<Optional<String>> look) {
        long pauses = patience.dividedBy(BETWEEN_LOOKS);
        for (long paused = 0; ; paused++) {
            Optional<String> wrong = look.get();
            if (wrong.isEmpty()) {
                return;
            }
            if (paused == pauses) {
                throw new WrongUseException(wrong.get(), REMEDY);
            }
            if (paused == 0) {
                log.atWarn()
                        .setMessage("schema_awaited")
                        .addKeyValue("why", wrong.get())
                        .addKeyValue("patience", patience)
                        .log();
            }
            sleep();
        }
    }

    private void sleep() {
        try {
            pause.pause(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while it waited for the schema", stopped);
        }
    }
}
