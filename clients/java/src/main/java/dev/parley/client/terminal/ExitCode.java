package dev.parley.client.terminal;

/// How the program ends.
enum ExitCode {
    OK(0),
    REFUSED(1),
    USAGE(2),
    UNREACHABLE(3),
    TIMED_OUT(4),
    LOGIN_FAILED(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
