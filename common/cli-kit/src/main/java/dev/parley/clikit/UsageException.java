package dev.parley.clikit;

/// The words of a command line make no sense, for a reason that one sentence says. A command and its converters throw
/// it; the sentence is printed above the usage.
public final class UsageException extends RuntimeException {
    public UsageException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
