package dev.parley.api.conversation;

import dev.parley.contracts.id.UserId;

/// How far a member has read a conversation; 0 for one who has read nothing.
record Marker(UserId userId, long readSeq) {}
