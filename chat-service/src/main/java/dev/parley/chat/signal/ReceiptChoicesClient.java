package dev.parley.chat.signal;

import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.Set;

/// Who wants receipts. A choice counts within a minute.
interface ReceiptChoicesClient {
    /// Users of one conversation.
    int MAX_ASKED = 100;

    /// Those of the users who have turned receipts off. Blocks; throws
    /// [dev.parley.chat.conversation.UnavailableException] when nobody can tell.
    ///
    /// @param users at most [#MAX_ASKED]
    Set<UserId> off(Collection<UserId> users);
}
