package dev.parley.standalone.admin;

/// The program ends here, for a reason that one sentence says.
final class StoppedException extends RuntimeException {
    /// The same numbers as those of `./parley chat`.
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int SECRET_REFUSED = 5;

    private final int code;

    StoppedException(int code, String sentence) {
        super(sentence);
        this.code = code;
    }

    static StoppedException usage(String sentence) {
        return new StoppedException(USAGE, sentence + " ./parley admin --help says more.");
    }

    int code() {
        return code;
    }
}
