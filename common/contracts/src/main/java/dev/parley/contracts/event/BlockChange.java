package dev.parley.contracts.event;

/// A block set or lifted.
///
/// @param version 1, 2, 3, ... per pair of blocker and blocked; a log ignores a version it has passed
public record BlockChange(boolean blocked, long version) {}
