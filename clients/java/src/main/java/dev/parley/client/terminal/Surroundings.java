package dev.parley.client.terminal;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the program was started in.
///
/// @param state where devices keep what they know
/// @param isTerminal a person sits there
record Surroundings(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path state,
        boolean isTerminal,
        Asking asking) {
    /// Asks a person for what must not be seen.
    interface Asking {
        /// Null if nobody answers.
        @Nullable
        String secret(String prompt);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
