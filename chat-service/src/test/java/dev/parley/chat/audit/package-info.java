/// Tests of the audit. Start at `CheckConversationsTest`.
@NullMarked
package dev.parley.chat.audit;

import org.jspecify.annotations.NullMarked;
