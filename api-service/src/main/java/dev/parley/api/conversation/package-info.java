/// The list of a user's conversations: where each stands, what is unread, who is in it. Start at
/// `ListConversations`.
@NullMarked
package dev.parley.api.conversation;

import org.jspecify.annotations.NullMarked;
