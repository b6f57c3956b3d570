package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;
import org.jspecify.annotations.Nullable;

/// What Jazzer calls, by these names, in the process of one target.
public final class Driver {
    private static @Nullable FuzzTarget target;

    private Driver() {}

    /// @param words the class name of the target
    public static void fuzzerInitialize(String[] words) throws ReflectiveOperationException {
        target = (FuzzTarget) Class.forName(words[0]).getDeclaredConstructor().newInstance();
    }

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        if (target == null) {
            throw new IllegalStateException("no target was named");
        }
        target.hold(input);
    }
}
