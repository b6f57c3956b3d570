package dev.parley.api.history;

/// Which part of a conversation is wanted. At most [#MAX_LIMIT] events.
public sealed interface PageRequest {
    int MAX_LIMIT = 200;
    int DEFAULT_LIMIT = 50;

    int limit();

    /// The last ones.
    record Newest(int limit) implements PageRequest {}

    /// Those below a seq, nearest first to be taken.
    record Before(long seq, int limit) implements PageRequest {}

    /// Those above a seq, nearest first to be taken.
    record After(long seq, int limit) implements PageRequest {}

    /// A seq and those on both sides of it.
    record Around(long seq, int limit) implements PageRequest {}
}
