package dev.parley.simulation;

/// The process this runs in is dead: whatever it was doing ends here, without effect.
final class CrashedException extends RuntimeException {
    CrashedException() {
        super("crashed", null, false, false);
    }
}
