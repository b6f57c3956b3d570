package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;
import org.jspecify.annotations.Nullable;

/// What Jazzer calls, by these names, in the process of one target.
public final class Driver {
    private static @Nullable FuzzTarget target;

    private Driver() {}

    /// Has the target's classes loaded, so that this does not count as the time that an input took.
    ///
    /// @param words the class name of the target
    public static void fuzzerInitialize(String[] words) throws ReflectiveOperationException {
        FuzzTarget named =
                (FuzzTarget) Class.forName(words[0]).getDeclaredConstructor().newInstance();
        target = named;
        try {
            named.hold(new byte[0]);
        } catch (Throwable broken) {
            // The fuzzer tries the same input first and says so.
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        if (target == null) {
            throw new IllegalStateException("no target was named");
        }
        target.hold(input);
    }
}
