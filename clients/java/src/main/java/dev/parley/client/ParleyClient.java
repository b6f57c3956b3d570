package dev.parley.client;

import dev.parley.client.account.ConversationSummary;
import dev.parley.client.account.HistoryPage;
import dev.parley.client.account.HistoryRange;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.connection.LinkState;
import dev.parley.client.conversation.ClientCore;
import dev.parley.client.conversation.Input;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One device of one user, connected from its start until it is closed: it finds its server, comes back by itself,
/// hands events over once and in order, and sends what it was given once, however often the connection breaks.
///
/// Safe for several threads.
///
/// ```java
/// try (ParleyClient alice = ParleyClient.login(URI.create("http://localhost:7080"), "alice", "parley-alice")) {
///     ConversationId bob = alice.api().directWith("bob");
///     alice.onEvent(event -> System.out.println(event.content()));
///     alice.send(bob, "hi").join();
/// }
/// ```
public final class ParleyClient implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final ClientLoop loop;
    private final ParleyApi api;
    private final RandomGenerator random;
    private final @Nullable HttpClient ownHttp;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param ownHttp closed with this client
    ParleyClient(ClientLoop loop, ParleyApi api, RandomGenerator random, @Nullable HttpClient ownHttp) {
        this.loop = loop;
        this.api = api;
        this.random = random;
        this.ownHttp = ownHttp;
    }

    /// A client with other than the default parts.
    public static ClientBuilder at(URI server) {
        return new ClientBuilder(server);
    }

    /// A new device that follows all conversations from now on.
    public static ParleyClient login(URI server, String name, String password) {
        return at(server).login(name, password);
    }

    /// The same for a new account, which is called by its name.
    public static ParleyClient register(URI server, String name, String password) {
        return at(server).register(name, password, name);
    }

    public UserId userId() {
        return api.session().user();
    }

    public DeviceId deviceId() {
        return api.session().device();
    }

    /// People, groups and the rest of REST.
    public ParleyApi api() {
        return api;
    }

    /// Sends a text: now, or when there is a connection again. Never twice, and in the order of the calls for each
    /// conversation.
    ///
    /// @return completes when the message is durable and ordered; fails with [SendRefusedException] if it will
    /// never be sent, or [ClientClosedException]. It has no time-out of its own, since the send goes on after one
    public CompletableFuture<SentReceipt> send(ConversationId conversation, String text) {
        String clientMessageId = Long.toHexString(random.nextLong()) + "-" + Long.toHexString(random.nextLong());
        CompletableFuture<SentReceipt> receipt = loop.receipts().await(clientMessageId);
        loop.tell(new Input.Send(clientMessageId, conversation, text));
        return receipt;
    }

    /// Hears events from now on; the first listener also the newest of those that came before it.
    public void onEvent(Consumer<ConversationEvent> listener) {
        listen(new ClientListener() {
            @Override
            public void event(ConversationEvent event) {
                listener.accept(event);
            }
        });
    }

    public void listen(ClientListener listener) {
        loop.deliveries().add(listener);
    }

    /// Wants the conversation's events, from where this device stopped, at first from behind the read mark.
    public void open(ConversationId conversation) {
        loop.tell(new Input.Open(conversation, null));
    }

    /// Wants the conversation's events above `after`; those up to there it has from elsewhere, say from the
    /// history. What was handed over once is not handed over again.
    public void open(ConversationId conversation, long after) {
        loop.tell(new Input.Open(conversation, after));
    }

    /// Wants the conversation's events no longer; its head is kept up to date all the same.
    public void stopFollowing(ConversationId conversation) {
        loop.tell(new Input.Close(conversation));
    }

    /// The user wants no push for the conversation until then, on any device; [Mute#NONE] for as usual.
    public void mute(ConversationId conversation, Mute until) {
        loop.tell(new Input.MuteConversation(conversation, until));
    }

    /// The user has read up to seq, here and on every other device.
    public void read(ConversationId conversation, long seq) {
        loop.tell(new Input.Read(conversation, seq));
    }

    /// The user is writing: said again every 3 to 5 seconds while they do, shown to others for 6. Without a connection
    /// nobody hears of it.
    public void typing(ConversationId conversation) {
        loop.tell(new Input.Typing(conversation));
    }

    /// Wants to know whether these users are here, now and over reconnects: see [ClientListener#presence]. At most 200
    /// altogether; a server watches no more for one device.
    public void watch(Collection<UserId> users) {
        loop.tell(new Input.Watch(List.copyOf(users)));
    }

    /// Wants to know it no longer.
    public void unwatch(Collection<UserId> users) {
        loop.tell(new Input.Unwatch(List.copyOf(users)));
    }

    /// The list of conversations, newest first. Asks the server.
    public List<ConversationSummary> conversations() {
        return api.conversations(100, null).conversations();
    }

    /// A part of the history. Asks the server.
    public HistoryPage history(ConversationId conversation, HistoryRange range) {
        return api.history(conversation, range);
    }

    /// What this client knows of a conversation now. Not to be asked by a listener that must not block.
    public Head head(ConversationId conversation) {
        return loop.ask(core -> core.head(conversation));
    }

    public List<Head> heads() {
        return loop.ask(ClientCore::heads);
    }

    /// Sends without an answer yet, oldest first.
    public List<PendingSend> outbox() {
        return loop.ask(ClientCore::outbox);
    }

    public LinkState connection() {
        return loop.state().now();
    }

    /// Waits until the client is connected and knows its heads.
    ///
    /// @throws TimeoutException if it is not after `patience`, or never will be
    public ParleyClient awaitLive(Duration patience) throws InterruptedException, TimeoutException {
        LinkState reached = loop.state().await(state -> state == LinkState.LIVE || state.isFinal(), patience);
        if (reached != LinkState.LIVE) {
            throw new TimeoutException("not connected: " + reached);
        }
        return this;
    }

    /// Disconnects and saves; waits up to a few seconds for that. Sends without an answer stay in a stored outbox.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        loop.stop()
                .completeOnTimeout(null, CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failed -> null)
                .join();
        loop.deliveries().close(CLOSE_PATIENCE);
        loop.shutdown();
        if (ownHttp != null) {
            ownHttp.shutdownNow();
        }
    }
}
