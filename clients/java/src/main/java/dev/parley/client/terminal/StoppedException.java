package dev.parley.client.terminal;

/// The program ends here, for a reason that one sentence says.
final class StoppedException extends RuntimeException {
    private final transient ExitCode code;

    StoppedException(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
