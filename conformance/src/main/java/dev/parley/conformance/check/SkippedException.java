package dev.parley.conformance.check;

/// The check can't be made here.
public final class SkippedException extends RuntimeException {
    SkippedException(String why) {
        super(why);
    }
}
