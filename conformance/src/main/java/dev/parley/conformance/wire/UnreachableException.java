package dev.parley.conformance.wire;

/// Nobody answers at the address at all.
public final class UnreachableException extends RuntimeException {
    public UnreachableException(String what, Throwable cause) {
        super(what, cause);
    }
}
