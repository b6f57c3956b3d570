package dev.parley.fuzzkit;

import java.nio.charset.StandardCharsets;

/// A parser and what it promises for any bytes. Public, with a constructor without parameters: `./parley fuzz`
/// makes one in a process of its own.
public interface FuzzTarget {
    /// Lower-case letters and hyphens: the word for it in `./parley fuzz` and the name of its folder of inputs,
    /// `corpus/<name>` in the test resources of its module.
    String name();

    /// What [#hold] tries, in one sentence.
    String promise();

    /// How many mutations of the kept inputs the tests try: what takes a second at most.
    default int mutations() {
        return 10_000;
    }

    /// Gives the input to the parser. Returns if the promise was kept, also when the parser refused the input in
    /// the way that its documentation says.
    ///
    /// @throws Throwable whatever else came out: an exception nobody documented, or what [#require] throws
    void hold(byte[] input) throws Throwable;

    /// For parsers of text: what is not UTF-8 becomes replacement characters, as it does before any text is parsed.
    static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /// @throws AssertionError if what was expected is not so
    static void require(boolean kept, String expected) {
        if (!kept) {
            throw new AssertionError(expected);
        }
    }

    /// @throws AssertionError if they differ
    static void requireEqual(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " and got " + actual);
        }
    }
}
