package dev.parley.chat.edge;

import dev.parley.chat.admission.ConnectionCounts;
import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.admission.SendRates;
import dev.parley.chat.admission.TicketGate;
import dev.parley.chat.conversation.ConversationLog;
import dev.parley.chat.conversation.MessageIds;
import dev.parley.chat.inbox.Inboxes;
import dev.parley.chat.ownership.Moves;
import dev.parley.chat.presence.Lives;
import dev.parley.chat.signal.PassTyping;
import dev.parley.chat.watch.Watches;
import dev.parley.kit.time.Ticker;

/// What all sockets of a server share.
record EdgeParts(
        EdgeSettings settings,
        TicketGate gate,
        ReturnTickets returns,
        ConnectionCounts counts,
        SendRates rates,
        OutboundBudget outbound,
        Inboxes inboxes,
        Moves moves,
        ConversationLog log,
        MessageIds ids,
        UserDirectory users,
        PassTyping typing,
        Lives lives,
        Watches watches,
        EdgeMetrics metrics,
        Ticker ticker) {}
