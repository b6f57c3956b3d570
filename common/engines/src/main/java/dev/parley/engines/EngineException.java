package dev.parley.engines;

/// An engine could not be started. The message is one clear sentence for the person at the terminal, with the end
/// of the
/// engine's log where that helps.
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
