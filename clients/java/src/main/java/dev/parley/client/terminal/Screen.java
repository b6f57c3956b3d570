package dev.parley.client.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a person reads and types.
interface Screen extends AutoCloseable {
    /// The next line typed, null at the end.
    @Nullable
    String readLine(String prompt);

    /// Prints a line or several, above what is being typed. From any thread, in the order of the calls.
    void print(String lines);

    /// Less loud than [#print].
    void note(String lines);

    /// What may be typed, for completion.
    default void suggest(List<String> words) {}

    @Override
    void close();
}
