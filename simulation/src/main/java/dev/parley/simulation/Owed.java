package dev.parley.simulation;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What arrived on one wire and has not been answered. Each send becomes an entry of the log as it was said, in the
/// order of its conversation, or an error; each pull a page or an error.
final class Owed {
    /// Those that may yet be in the log.
    private final Map<ConversationId, List<ClientFrame.Send>> sends = new HashMap<>();
    /// How many answers each send and each pull lacks, by its name. One whose fate is unknown has two: it is in the log
    /// and refused.
    private final Map<String, Integer> unanswered = new HashMap<>();
    private @Nullable String ticket;

    void arrived(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Hello hello -> ticket = hello.ticket();
            case ClientFrame.Send send -> {
                sends.computeIfAbsent(send.conversationId(), first -> new ArrayList<>())
                        .add(send);
                unanswered.merge(send.clientMessageId(), 1, Integer::sum);
            }
            case ClientFrame.Pull pull -> unanswered.merge(pull.requestId(), 1, Integer::sum);
            default -> {}
        }
    }

    /// Of the hello.
    String ticket() {
        if (ticket == null) {
            throw new BrokenPromiseException("someone is let in who has not said hello");
        }
        return ticket;
    }

    /// Of several attempts the first one may be meant: then the others still may follow.
    void appended(ConversationId conversation, LogEntry.Send entry) {
        List<ClientFrame.Send> waiting = sends.getOrDefault(conversation, new ArrayList<>());
        int at = 0;
        while (at < waiting.size() && !waiting.get(at).clientMessageId().equals(entry.clientMessageId())) {
            at++;
        }
        if (at == waiting.size()) {
            throw new BrokenPromiseException(
                    "in " + conversation + " it was not said, or before what is in the log already: " + entry);
        }
        ClientFrame.Send send = waiting.get(at);
        if (!send.text().equals(entry.text()) || send.afterSeq() != entry.afterSeq()) {
            throw new BrokenPromiseException(send + " became " + entry);
        }
        waiting.subList(0, at + 1).clear();
        answered(entry.clientMessageId());
    }

    /// @param name of a send or a pull
    void answered(String name) {
        unanswered.merge(name, -1, Integer::sum);
    }

    /// Once nothing is under way.
    void checkAtRest() {
        List<String> silent = unanswered.entrySet().stream()
                .filter(lacks -> lacks.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!silent.isEmpty()) {
            throw new BrokenPromiseException("nobody answers " + silent);
        }
    }
}
