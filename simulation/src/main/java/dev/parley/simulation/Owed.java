package dev.parley.simulation;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What arrived on one wire and has not been answered. Each send becomes an entry of the log as it was said, in the
/// order of its conversation, or an error; each pull a page or an error.
final class Owed {
    private static final class Said {
        private final ClientFrame.Send send;
        private boolean refused;

        private Said(ClientFrame.Send send) {
            this.send = send;
        }

        /// Whether this may be the one that is meant and has no answer yet.
        private boolean waits(String clientMessageId) {
            return !refused && send.clientMessageId().equals(clientMessageId);
        }
    }

    /// A refusal may be that of an earlier attempt, whose fate is unknown: what is refused may yet be in the log.
    private final Map<ConversationId, List<Said>> sends = new HashMap<>();
    /// A later one of the conversation is in the log, so that only an error can be their answer.
    private final List<Said> passedOver = new ArrayList<>();
    private final List<String> pulls = new ArrayList<>();
    private @Nullable String ticket;

    void arrived(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Hello hello -> ticket = hello.ticket();
            case ClientFrame.Send send ->
                sends.computeIfAbsent(send.conversationId(), first -> new ArrayList<>())
                        .add(new Said(send));
            case ClientFrame.Pull pull -> pulls.add(pull.requestId());
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

    void appended(ConversationId conversation, LogEntry.Send entry) {
        List<Said> before = new ArrayList<>(sends.getOrDefault(conversation, List.of()));
        Said appended = before.stream()
                .filter(said -> said.send.clientMessageId().equals(entry.clientMessageId()))
                .min(Comparator.comparing(said -> said.refused))
                .orElseThrow(() -> new BrokenPromiseException(
                        "in " + conversation + " it was not said, or before what is in the log already: " + entry));
        ClientFrame.Send send = appended.send;
        if (!send.text().equals(entry.text()) || send.afterSeq() != entry.afterSeq()) {
            throw new BrokenPromiseException(send + " became " + entry);
        }
        int at = before.indexOf(appended);
        passedOver.addAll(before.subList(0, at));
        sends.put(conversation, new ArrayList<>(before.subList(at + 1, before.size())));
    }

    void refused(String clientMessageId) {
        Stream.concat(passedOver.stream(), sends.values().stream().flatMap(List::stream))
                .filter(said -> said.waits(clientMessageId))
                .findFirst()
                .ifPresent(said -> said.refused = true);
    }

    void pulled(String requestId) {
        pulls.remove(requestId);
    }

    /// Once nothing is under way.
    void checkAtRest() {
        List<ClientFrame.Send> silent = Stream.concat(
                        passedOver.stream(), sends.values().stream().flatMap(List::stream))
                .filter(said -> !said.refused)
                .map(said -> said.send)
                .toList();
        if (!silent.isEmpty() || !pulls.isEmpty()) {
            throw new BrokenPromiseException("nobody answers the sends " + silent + " and the pulls " + pulls);
        }
    }
}
