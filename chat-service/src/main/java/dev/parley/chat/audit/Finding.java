package dev.parley.chat.audit;

import dev.parley.contracts.id.ConversationId;

/// Something in the stores that should not be.
///
/// @param seq the event it is about: the first one of a gap, the second one of a pair
record Finding(Kind kind, ConversationId conversation, long seq) {
    enum Kind {
        /// Events from this seq on are missing, though there are later ones or a member's head says so.
        GAP("gap", "audit_gap_found"),
        /// The send, or its id, stands at an earlier seq already.
        DUPLICATE("duplicate", "audit_duplicate_found"),
        /// The event stands before, in the log, what it follows in the history.
        ORDER("order", "audit_order_found"),
        /// Messages up to here are counted wrongly, so unread counts may be.
        COUNT("count", "audit_count_found"),
        /// Table `tails` does not lead to this event: an owner that starts anew would not find it.
        TAIL("tail", "audit_tail_found"),
        /// A send in the log by someone who might write became no event; it should stand about here.
        LOST("lost", "audit_lost_found"),
        /// A member has not been told of this event for long.
        UNTOLD("untold", "audit_untold_found");

        private final String tag;
        private final String logEvent;

        Kind(String tag, String logEvent) {
            this.tag = tag;
            this.logEvent = logEvent;
        }

        String tag() {
            return tag;
        }

        String logEvent() {
            return logEvent;
        }
    }
}
