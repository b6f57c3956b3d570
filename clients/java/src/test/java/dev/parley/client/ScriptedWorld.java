package dev.parley.client;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a [ScriptedServer] knows: accounts, logins, logs, read marks. Its methods lock it.
final class ScriptedWorld {
    record Account(UserId user, String name, String password) {}

    record Login(UserId user, DeviceId device) {}

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Login> accessTokens = new HashMap<>();
    private final Map<String, Login> refreshTokens = new HashMap<>();
    private final Map<String, Login> tickets = new HashMap<>();
    private final Map<ConversationId, List<Event>> logs = new LinkedHashMap<>();
    private final Map<ConversationId, String> titles = new HashMap<>();
    private final Map<String, Long> readSeqs = new HashMap<>();
    private final List<ConversationId> inbox = new ArrayList<>();
    private long ids = 100;

    synchronized long id() {
        return ++ids;
    }

    /// Made when first asked for, with the password that `./parley up` gives.
    synchronized Account account(String name) {
        return accounts.computeIfAbsent(name, none -> new Account(new UserId(id()), name, "parley-" + name));
    }

    synchronized Optional<Account> named(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    synchronized Optional<Account> of(UserId user) {
        return accounts.values().stream()
                .filter(account -> account.user().equals(user))
                .findFirst();
    }

    synchronized void add(String name, String password) {
        accounts.put(name, new Account(new UserId(id()), name, password));
    }

    synchronized ConversationId.Group group(String title) {
        ConversationId.Group group = new ConversationId.Group(id());
        titles.put(group, title);
        return group;
    }

    synchronized String title(ConversationId conversation) {
        return titles.getOrDefault(conversation, "");
    }

    // Tokens.

    synchronized Map<String, String> session(Login login) {
        String access = "access-" + id();
        String refresh = "refresh-" + id();
        accessTokens.put(access, login);
        refreshTokens.put(refresh, login);
        return Map.of(
                "userId",
                login.user().toString(),
                "deviceId",
                login.device().toString(),
                "accessToken",
                access,
                "refreshToken",
                refresh,
                "expiresAt",
                "2026-01-01T00:15:00Z");
    }

    synchronized @Nullable Login loginOfAccess(String token) {
        return accessTokens.get(token);
    }

    synchronized @Nullable Login useRefresh(String token) {
        return refreshTokens.remove(token);
    }

    synchronized void expireAccessTokens() {
        accessTokens.clear();
    }

    synchronized void forgetLogins() {
        accessTokens.clear();
        refreshTokens.clear();
    }

    synchronized String ticket(Login login) {
        String ticket = "ticket-" + id();
        tickets.put(ticket, login);
        return ticket;
    }

    synchronized @Nullable Login useTicket(String ticket) {
        return tickets.remove(ticket);
    }

    // Logs.

    synchronized List<Event> log(ConversationId conversation) {
        return List.copyOf(logs.getOrDefault(conversation, List.of()));
    }

    synchronized ServerFrame.EventFrame append(
            UserId author, ConversationId conversation, String clientMessageId, String text) {
        List<Event> log = logs.computeIfAbsent(conversation, none -> new ArrayList<>());
        long seq = log.size() + 1L;
        MessageId id = new MessageId(Snowflake.of(Snowflake.EPOCH_MS + id(), 0, 0));
        Event event = new Event(conversation, seq, id, author, clientMessageId, seq, new EventBody.Text(text));
        log.add(event);
        inbox.add(conversation);
        return new ServerFrame.EventFrame(event, new Cursor(1, inbox.size() - 1L));
    }

    synchronized Optional<Event> sent(UserId author, ConversationId conversation, String clientMessageId) {
        return log(conversation).stream()
                .filter(event -> event.author().equals(author))
                .filter(event -> event.clientMessageId().equals(clientMessageId))
                .findFirst();
    }

    static boolean mayRead(UserId user, ConversationId conversation) {
        return !(conversation instanceof ConversationId.Direct direct) || direct.has(user);
    }

    synchronized ServerFrame.Welcome welcome(Login login, @Nullable Cursor cursor) {
        int since = cursor == null ? 0 : (int) cursor.offset() + 1;
        List<ServerFrame.Head> heads = heads(login.user()).stream()
                .filter(head -> inbox.subList(since, inbox.size()).contains(head.conversationId()))
                .toList();
        return new ServerFrame.Welcome(
                login.user(), login.device(), "chat", new Cursor(1, inbox.size() - 1L), heads, false);
    }

    synchronized List<ServerFrame.Head> heads(UserId user) {
        return logs.keySet().stream()
                .filter(conversation -> mayRead(user, conversation))
                .map(conversation -> {
                    long readSeq = readSeq(user, conversation);
                    long seq = log(conversation).size();
                    return new ServerFrame.Head(conversation, seq, readSeq, unread(user, conversation), 0, Mute.NONE);
                })
                .toList();
    }

    synchronized long readSeq(UserId user, ConversationId conversation) {
        return readSeqs.getOrDefault(user + " " + conversation, 0L);
    }

    synchronized void read(UserId user, ConversationId conversation, long seq) {
        readSeqs.merge(user + " " + conversation, seq, Math::max);
    }

    synchronized long unread(UserId user, ConversationId conversation) {
        long readSeq = readSeq(user, conversation);
        return log(conversation).stream()
                .filter(event -> event.seq() > readSeq && !event.author().equals(user))
                .count();
    }

    synchronized ServerFrame.Page page(String requestId, ConversationId conversation, long after, int limit) {
        List<Event> log = log(conversation);
        int from = (int) Math.min(after, log.size());
        int to = Math.min(log.size(), from + limit);
        return new ServerFrame.Page(requestId, conversation, log.subList(from, to), to < log.size());
    }
}
