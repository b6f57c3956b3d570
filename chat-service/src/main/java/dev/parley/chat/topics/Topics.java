package dev.parley.chat.topics;

/// The topics, once they are there.
///
/// @param logEpoch which life of conversation-log this is, `inboxEpoch` likewise
/// @param identity the same for all who share these topics and for nobody else, also once topics were made anew
/// @param shortfalls settings of Kafka with which a crash may lose acknowledged messages; 0: it keeps the promise
public record Topics(int logPartitions, int slots, int logEpoch, int inboxEpoch, String identity, int shortfalls) {}
