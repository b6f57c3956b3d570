package dev.parley.simulation;

/// Something that Parley promises did not hold.
final class BrokenPromiseException extends RuntimeException {
    BrokenPromiseException(String what) {
        super(what);
    }
}
