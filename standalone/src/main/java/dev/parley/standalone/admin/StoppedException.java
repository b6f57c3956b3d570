package dev.parley.standalone.admin;

/// The program ends here, for a reason that one sentence says.
final class StoppedException extends RuntimeException {
    /// The same numbers as those of `./parley chat`.
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int SECRET_REFUSED = 5;

    private final int code;
    private final boolean later;

    StoppedException(int code, String sentence) {
        this(code, sentence, false);
    }

    private StoppedException(int code, String sentence, boolean later) {
        super(sentence);
        this.code = code;
        this.later = later;
    }

    /// Refused for now: the same may succeed later.
    static StoppedException later(String sentence) {
        return new StoppedException(REFUSED, sentence, true);
    }

    boolean maySucceedLater() {
        return later;
    }

    static StoppedException usage(String sentence) {
        return new StoppedException(USAGE, sentence + " ./parley admin --help says more.");
    }

    int code() {
        return code;
    }
}
