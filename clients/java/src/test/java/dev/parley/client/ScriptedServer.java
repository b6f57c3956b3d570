package dev.parley.client;

import dev.parley.client.ScriptedWorld.Login;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.ClientFrameReader;
import dev.parley.contracts.frame.ClientFrameReader.Reading;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocket;
import org.jspecify.annotations.Nullable;

/// Parley in one object, for tests of the client: REST on the JDK's HTTP server, frames read and written by the
/// contracts. It does as it is told: breaks, moves, drains, refuses, falls silent.
public final class ScriptedServer implements AutoCloseable {
    private static final Duration DRAIN_AFTER = Duration.ofMillis(50);
    private static final Duration RETRY_AFTER = Duration.ofMillis(200);

    private final ScriptedWorld world = new ScriptedWorld();
    private final List<ScriptedSockets> chatServers = new CopyOnWriteArrayList<>();
    private final ScriptedRest rest = new ScriptedRest(world, this::discovered);
    private final List<ClientFrame> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger swallow = new AtomicInteger();
    private final AtomicReference<@Nullable ErrorCode> nextSendError = new AtomicReference<>();
    private final AtomicReference<@Nullable ErrorCode> nextRefusal = new AtomicReference<>();
    private volatile @Nullable ScriptedSockets movesFrom;

    public ScriptedServer() {
        addChatServer();
    }

    public URI uri() {
        return rest.uri();
    }

    public UserId user(String name) {
        return world.account(name).user();
    }

    public ConversationId direct(String one, String other) {
        return ConversationId.direct(user(one), user(other));
    }

    public ConversationId group(String title) {
        return world.group(title);
    }

    public List<ClientFrame> received() {
        return List.copyOf(received);
    }

    public List<ClientFrame.Send> sends() {
        return received.stream()
                .filter(ClientFrame.Send.class::isInstance)
                .map(ClientFrame.Send.class::cast)
                .toList();
    }

    public long hellos() {
        return received.stream().filter(ClientFrame.Hello.class::isInstance).count();
    }

    public List<Event> log(ConversationId conversation) {
        return world.log(conversation);
    }

    public long readSeq(String name, ConversationId conversation) {
        return world.readSeq(user(name), conversation);
    }

    // What goes wrong.

    /// Another chat server; whoever asks discovery goes to the newest.
    public void addChatServer() {
        ScriptedSockets added = new ScriptedSockets(this::onFrame);
        added.startAndWait();
        chatServers.add(added);
    }

    private ScriptedSockets newest() {
        return chatServers.getLast();
    }

    private URI discovered() {
        ScriptedSockets old = movesFrom;
        return (old == null ? newest() : old).uri();
    }

    /// The present chat server sends everyone who says hello to one that is added. Discovery does not know yet.
    public void moveEveryone() {
        movesFrom = newest();
        addChatServer();
    }

    /// The first chat server tells everyone to go to the newest, soon.
    public void drainFirst() {
        ScriptedSockets first = chatServers.getFirst();
        for (WebSocket socket : first.greeted()) {
            String ticket = world.ticket(socket.getAttachment());
            first.write(socket, new ServerFrame.Drain(newest().uri(), ticket, DRAIN_AFTER));
        }
    }

    public void fallSilent() {
        newest().fallSilent();
    }

    public void breakConnections() {
        chatServers.forEach(ScriptedSockets::breakAll);
    }

    public void discoveryFails(@Nullable ErrorCode code) {
        rest.connectProblem(code);
    }

    public void expireAccessTokens() {
        world.expireAccessTokens();
    }

    public void forgetLogins() {
        world.forgetLogins();
    }

    /// The next sends come and go unheard.
    public void swallowSends(int count) {
        swallow.set(count);
    }

    public void failNextSend(ErrorCode code) {
        nextSendError.set(code);
    }

    public void refuseNextSend(ErrorCode code) {
        nextRefusal.set(code);
    }

    /// Someone says something.
    public Event post(String author, ConversationId conversation, String text) {
        return append(user(author), conversation, "by-" + world.id(), text);
    }

    private Event append(UserId author, ConversationId conversation, String clientMessageId, String text) {
        synchronized (world) {
            ServerFrame.EventFrame frame = world.append(author, conversation, clientMessageId, text);
            for (ScriptedSockets server : chatServers) {
                for (WebSocket socket : server.greeted()) {
                    Login login = socket.getAttachment();
                    if (ScriptedWorld.mayRead(login.user(), conversation)) {
                        server.write(socket, frame);
                    }
                }
            }
            return frame.event();
        }
    }

    // Frames.

    private void onFrame(ScriptedSockets on, WebSocket socket, String text) {
        Reading reading = ClientFrameReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        if (!(reading instanceof Reading.Read read)) {
            throw new IllegalStateException("the client wrote " + text);
        }
        ClientFrame frame = read.frame();
        received.add(frame);
        if (frame instanceof ClientFrame.Hello hello) {
            hello(on, socket, hello);
            return;
        }
        Login login = socket.getAttachment();
        switch (frame) {
            case ClientFrame.Send it -> send(on, socket, login, it);
            case ClientFrame.Pull it ->
                on.write(socket, world.page(it.requestId(), it.conversationId(), it.after(), it.limit()));
            case ClientFrame.Read it -> {
                world.read(login.user(), it.conversationId(), it.seq());
                long unread = world.unread(login.user(), it.conversationId());
                on.write(socket, new ServerFrame.Receipt(it.conversationId(), login.user(), it.seq(), unread));
            }
            default -> {}
        }
    }

    private void hello(ScriptedSockets on, WebSocket socket, ClientFrame.Hello hello) {
        Login login = world.useTicket(hello.ticket());
        if (login == null || !login.device().equals(hello.deviceId())) {
            on.write(socket, error(ErrorCode.TICKET_USED, null));
            socket.close(ErrorCode.TICKET_USED.closeCode());
        } else if (on == movesFrom) {
            on.write(socket, new ServerFrame.Moved(newest().uri(), world.ticket(login)));
        } else {
            synchronized (world) {
                on.write(socket, world.welcome(login, hello.cursor()));
                socket.setAttachment(login);
            }
        }
    }

    private void send(ScriptedSockets on, WebSocket socket, Login login, ClientFrame.Send send) {
        if (swallow.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        ErrorCode error = nextSendError.getAndSet(null);
        ErrorCode refusal = nextRefusal.getAndSet(null);
        if (error != null) {
            on.write(socket, error(error, send.clientMessageId()));
        } else if (refusal != null) {
            on.write(socket, new ServerFrame.RefusedFrame(send.conversationId(), send.clientMessageId(), refusal));
        } else {
            world.sent(login.user(), send.conversationId(), send.clientMessageId())
                    .ifPresentOrElse(
                            first -> on.write(
                                    socket,
                                    new ServerFrame.Sent(
                                            send.conversationId(), send.clientMessageId(), first.seq(), first.id())),
                            () -> append(login.user(), send.conversationId(), send.clientMessageId(), send.text()));
        }
    }

    private static ServerFrame.Error error(ErrorCode code, @Nullable String clientMessageId) {
        return new ServerFrame.Error(code, code.sentence(), clientMessageId, null, code.retry() ? RETRY_AFTER : null);
    }

    @Override
    public void close() {
        rest.stop();
        chatServers.forEach(ScriptedSockets::stopNow);
    }
}
