package dev.parley.chat.ownership;

/// Who this process is, beside its id.
///
/// @param region whose directory it is in
/// @param incarnation no other process, before or after, has the same; for people it ends in an address
/// @param installation the same for all servers that share Kafka's topics, and for nobody else
record Identity(String region, String incarnation, String installation) {}
