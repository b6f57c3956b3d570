package dev.parley.kit.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is made of small files, made anew after they change.
///
/// Files are compared by content every [#EVERY], so it does not matter how they are replaced. While they can't be
/// read, or make no sense together (one of two is replaced already), what was made of them before stays. [#get]
/// never reads a file and never waits.
public final class Reloaded<T> implements Supplier<T>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reloaded.class);

    /// Old and new keys are good side by side, and a certificate is renewed days before it expires: seconds do not
    /// matter.
    public static final Duration EVERY = Duration.ofSeconds(10);

    private final String name;
    private final List<Path> files;
    private final Function<List<byte[]>, T> make;
    private final Runnable failed;
    private final ScheduledExecutorService thread;
    private List<byte[]> contents;
    private boolean failing;
    private volatile T made;

    /// Reads the files once, here.
    ///
    /// @param name of what is made, for the log
    /// @param make of the files' contents, in their order; throws a [RuntimeException] if they make no
    ///     sense, without secrets in its message
    /// @param failed called after each look in vain
    /// @throws UncheckedIOException if a file can't be read
    public Reloaded(String name, List<Path> files, Function<List<byte[]>, T> make, Runnable failed) {
        this.name = name;
        this.files = List.copyOf(files);
        this.make = make;
        this.failed = failed;
        this.contents = read();
        this.made = make.apply(contents);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("reload-" + name).factory());
    }

    /// Looks at the files from now on.
    public Reloaded<T> start() {
        thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public T get() {
        return made;
    }

    /// Looks at the files now.
    public synchronized void look() {
        try {
            List<byte[]> now = read();
            if (!isSame(now)) {
                made = make.apply(now);
                contents = now;
                log.atInfo().setMessage("reloaded").addKeyValue("what", name).log();
            }
            failing = false;
        } catch (RuntimeException unusable) {
            failed.run();
            // Told once for each series of failures; the metric counts them all.
            if (!failing) {
                log.atWarn()
                        .setMessage("reload_failed")
                        .addKeyValue("what", name)
                        .addKeyValue("reason", unusable.getMessage())
                        .log();
            }
            failing = true;
        }
    }

    private List<byte[]> read() {
        List<byte[]> read = new ArrayList<>();
        for (Path file : files) {
            try {
                read.add(Files.readAllBytes(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(file + " can't be read", unreadable);
            }
        }
        return read;
    }

    private boolean isSame(List<byte[]> now) {
        for (int i = 0; i < now.size(); i++) {
            if (!Arrays.equals(now.get(i), contents.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
