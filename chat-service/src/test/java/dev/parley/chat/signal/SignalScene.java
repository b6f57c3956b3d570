package dev.parley.chat.signal;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;

import dev.parley.chat.bus.MemoryBus;
import dev.parley.chat.conversation.Members;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Members of two conversations, a bus in memory, and time that stands.
public final class SignalScene implements AutoCloseable {
    final MemoryBus bus = new MemoryBus(1);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final Map<ConversationId, Members> members = new ConcurrentHashMap<>(Map.of(
            DIRECT, new Members(Set.of(ALICE, BOB), false),
            GROUP, new Members(Set.of(ALICE, BOB, CAROL), false)));
    final AtomicInteger lookups = new AtomicInteger();
    volatile boolean storeAway;
    private volatile long nowNanos;

    final FindMembers findMembers = new FindMembers(this::now, executor, () -> nowNanos);
    final SignalMetrics metrics = new SignalMetrics(meters);
    final PassTyping typing = new PassTyping(new TypingRates(() -> nowNanos), findMembers, bus, metrics);

    private Members now(ConversationId conversation) {
        lookups.incrementAndGet();
        if (storeAway) {
            throw new UnavailableException("a test", null);
        }
        return members.getOrDefault(conversation, new Members(Set.of(), false));
    }

    /// For whoever needs typing that goes nowhere.
    public PassTyping typing() {
        return typing;
    }

    public void belong(ConversationId conversation, UserId... users) {
        members.put(conversation, of(users));
    }

    public List<BusMessage> said() {
        return bus.said();
    }

    /// Who was told what, in the order said.
    List<String> told() {
        List<String> told = new ArrayList<>();
        for (BusMessage message : bus.said()) {
            Set<String> recipients = new TreeSet<>();
            message.recipients().forEach(user -> recipients.add(user.toString()));
            told.add(recipients + " " + text(message.what()));
        }
        return told;
    }

    private static String text(BusMessage.What what) {
        return switch (what) {
            case BusMessage.Typing it -> it.user() + " types in " + it.conversation();
            case BusMessage.Receipt it ->
                it.user()
                        + (it.deliveredSeq() == 0 ? "" : " has " + it.deliveredSeq())
                        + (it.readSeq() == 0 ? "" : " read " + it.readSeq())
                        + " of " + it.conversation();
            case BusMessage.Presence it -> it.toString();
        };
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    double count(String name, String reason) {
        return meters.counter(name, "reason", reason).count();
    }

    /// Waits for what was begun.
    @Override
    public void close() {
        executor.close();
    }

    static Members of(UserId... users) {
        return new Members(Set.of(users), false);
    }
}
