/// Whether what was promised is still there: conversations are compared again and again, slowly, with their log, their
/// members' heads and themselves. Reads what `conversation` and `inbox` store, asks `edge` who was erased, and writes
/// nothing. Start at
/// `CheckConversations`.
@NullMarked
package dev.parley.chat.audit;

import org.jspecify.annotations.NullMarked;
