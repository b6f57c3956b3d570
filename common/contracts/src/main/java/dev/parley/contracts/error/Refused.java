package dev.parley.contracts.error;

/// A caller's mistake, as a value.
///
/// @param detail a sentence for people, without anything secret in it
public record Refused(ErrorCode code, String detail) {
    public Refused(ErrorCode code) {
        this(code, code.sentence());
    }
}
