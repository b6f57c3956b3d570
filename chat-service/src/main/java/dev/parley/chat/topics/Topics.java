package dev.parley.chat.topics;

/// The topics, once they are there.
///
/// @param logEpoch which life of conversation-log this is, `inboxEpoch` likewise
public record Topics(int logPartitions, int slots, int logEpoch, int inboxEpoch) {}
