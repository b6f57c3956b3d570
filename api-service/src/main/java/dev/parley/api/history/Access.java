package dev.parley.api.history;

/// How far a user may read: seqs up to `last`. Whoever is a member may read all, also what was said before they
/// came; who is no longer one may read up to the event that removed them.
record Access(long last) {
    static final Access ALL = new Access(Long.MAX_VALUE);
}
