package dev.parley.systemtests.upgrade;

/// The older release can't be had here; the message is a sentence that says why.
public final class NoReleaseException extends Exception {
    private static final long serialVersionUID = 1;

    NoReleaseException(String why) {
        super(why);
    }
}
