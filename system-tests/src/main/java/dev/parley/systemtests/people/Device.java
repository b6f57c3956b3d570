package dev.parley.systemtests.people;

import dev.parley.client.ClientBuilder;
import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.HistoryPage;
import dev.parley.client.account.HistoryRange;
import dev.parley.client.connection.JdkSocketClient;
import dev.parley.client.connection.LinkState;
import dev.parley.client.connection.SocketClient;
import dev.parley.client.conversation.Following;
import dev.parley.client.device.ClientStore;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.simulate.FrailSockets;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One device of one user, and everything it was handed, in the order in which it was.
public final class Device implements AutoCloseable {
    private final Credentials credentials;
    private final ParleyClient client;
    private final AtomicReference<@Nullable FrailSockets> network = new AtomicReference<>();
    private final List<ConversationEvent> handed = new CopyOnWriteArrayList<>();
    private final Queue<Duration> delays = new ConcurrentLinkedQueue<>();
    private final AtomicInteger welcomes = new AtomicInteger();
    private volatile boolean gone;
    private final List<Head> toldHeads = new CopyOnWriteArrayList<>();
    private final Map<UserId, Presence> presences = new ConcurrentHashMap<>();
    private final Set<UserId> toldGone = ConcurrentHashMap.newKeySet();
    private final Map<ConversationId, Integer> typings = new ConcurrentHashMap<>();
    private final Map<ConversationId, Long> readByOthers = new ConcurrentHashMap<>();

    /// @param enter logs in or registers
    public Device(
            ClientBuilder builder,
            ClientStore store,
            Credentials credentials,
            Function<ClientBuilder, ParleyClient> enter) {
        this.credentials = credentials;
        client = enter.apply(builder.sockets(this::network)
                .store(store)
                .following(Following.EVERYTHING)
                .listener(new ClientListener() {
                    @Override
                    public void event(ConversationEvent event) {
                        delays.add(Duration.ofMillis(System.currentTimeMillis()
                                - Snowflake.unixMs(event.id().value())));
                        handed.add(event);
                    }

                    @Override
                    public void headChanged(Head head, @Nullable ConversationEvent live) {
                        if (live == null) {
                            toldHeads.add(head);
                        }
                    }

                    @Override
                    public void connection(LinkState state) {
                        if (state == LinkState.LIVE) {
                            welcomes.incrementAndGet();
                        }
                    }

                    @Override
                    public void typing(ConversationId conversation, UserId user, Duration expiresIn) {
                        typings.merge(conversation, 1, Integer::sum);
                    }

                    @Override
                    public void receipt(ConversationId conversation, UserId user, long readSeq, long deliveredSeq) {
                        readByOthers.merge(conversation, readSeq, Math::max);
                    }

                    @Override
                    public void presence(List<Presence> users) {
                        users.forEach(each -> {
                            presences.put(each.user(), each);
                            if (!each.online()) {
                                toldGone.add(each.user());
                            }
                        });
                    }
                }));
    }

    private SocketClient network(HttpClient http) {
        FrailSockets frail = new FrailSockets(new JdkSocketClient(http), Duration.ZERO);
        network.set(frail);
        return frail;
    }

    /// Its connection is gone, without its doing.
    public void loseConnection() {
        Objects.requireNonNull(network.get()).breakOff();
    }

    public Credentials credentials() {
        return credentials;
    }

    public ParleyClient client() {
        return client;
    }

    public UserId user() {
        return client.userId();
    }

    public String accessToken() {
        return client.api().session().accessToken();
    }

    /// How often it was connected so far.
    public int welcomes() {
        return welcomes.get();
    }

    /// What the application saw of one conversation.
    public List<ConversationEvent> handed(ConversationId conversation) {
        return handed.stream()
                .filter(event -> event.conversation().equals(conversation))
                .toList();
    }

    /// From the stamp of each message to the moment in which it was handed over, since the last call. Clocks that
    /// were set make it wrong.
    public List<Duration> takeDelays() {
        List<Duration> taken = new ArrayList<>();
        for (Duration delay = delays.poll(); delay != null; delay = delays.poll()) {
            taken.add(delay);
        }
        return taken;
    }

    /// Heads that came without an event: from a welcome or a page.
    public List<Head> toldHeads(ConversationId conversation) {
        return toldHeads.stream()
                .filter(head -> head.conversation().equals(conversation))
                .toList();
    }

    /// Whether it shows a user it watches as online.
    public boolean sees(UserId watched) {
        Presence told = presences.get(watched);
        return told != null && told.online();
    }

    /// Whether it was ever told that a user it watches is offline.
    public boolean wasToldGone(UserId watched) {
        return toldGone.contains(watched);
    }

    /// How often it was told that somebody types there.
    public int typings(ConversationId conversation) {
        return typings.getOrDefault(conversation, 0);
    }

    /// Up to where it was told that somebody else has read.
    public long readByOthers(ConversationId conversation) {
        return readByOthers.getOrDefault(conversation, 0L);
    }

    /// All that this user may read of a conversation over REST.
    public List<ConversationEvent> history(ConversationId conversation) {
        List<ConversationEvent> all = new ArrayList<>();
        HistoryPage page;
        do {
            long after = all.isEmpty() ? 0 : all.getLast().seq();
            page = client.history(conversation, HistoryRange.after(after, ClientFrame.MAX_PULL_LIMIT));
            all.addAll(page.events());
        } while (page.more());
        return all;
    }

    /// Whether it was closed and will never connect again.
    public boolean isGone() {
        return gone;
    }

    @Override
    public void close() {
        gone = true;
        client.close();
        Objects.requireNonNull(network.get()).close();
    }
}
