package dev.parley.systemtests;

import dev.parley.engines.DirectoryLock;
import dev.parley.systemtests.conformance.ConformanceSystemTest;
import dev.parley.systemtests.process.RunningParley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One Parley for all test classes that need one, since a start takes half a minute. They come first, one after the
/// other, the one that kills its engines last; it is gone when that one is done, or at the end of a run without some of
/// them.
public final class SharedParley implements BeforeAllCallback, AfterAllCallback {
    static final String RECORDING = "shared";

    private static final Set<Class<?>> USERS = Set.of(
            TalkSystemTest.class,
            RestSystemTest.class,
            InternalDoorsSystemTest.class,
            WebSystemTest.class,
            ConformanceSystemTest.class,
            EngineOutageSystemTest.class);
    private static final Set<Class<?>> DONE = new HashSet<>();
    private static @Nullable Running running;

    private record Running(RunningParley parley, Path checkout) {
        static Running start() {
            try {
                Path checkout = Files.createTempDirectory("parley");
                return new Running(RunningParley.up(checkout, RECORDING), checkout);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Starts it if it does not run yet.
    public static synchronized RunningParley get() {
        Running now = running;
        if (now == null) {
            now = Running.start();
            running = now;
        }
        return now.parley();
    }

    private static synchronized void stop() {
        Running now = running;
        running = null;
        if (now != null) {
            now.parley().close();
            DirectoryLock.erase(now.checkout());
        }
    }

    /// Whether each of them has run or been skipped.
    static boolean hadAllUsers() {
        return DONE.containsAll(USERS);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable atTheEnd = SharedParley::stop;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedParley.class))
                .put("stop", atTheEnd);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        DONE.add(context.getRequiredTestClass());
        if (hadAllUsers()) {
            stop();
        }
    }
}
