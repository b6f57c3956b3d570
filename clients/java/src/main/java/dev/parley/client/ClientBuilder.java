package dev.parley.client;

import dev.parley.client.account.Credentials;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Session;
import dev.parley.client.connection.JdkSocketClient;
import dev.parley.client.connection.Link;
import dev.parley.client.connection.SocketClient;
import dev.parley.client.conversation.ClientCore;
import dev.parley.client.conversation.Following;
import dev.parley.client.conversation.Positions;
import dev.parley.client.conversation.SyncSettings;
import dev.parley.client.device.ClientStore;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a client is made of. Everything has a default; [#login], [#register] or [#resume] starts the client.
public final class ClientBuilder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI server;
    private final List<ClientListener> listeners = new ArrayList<>();
    private ClientStore store = new MemoryClientStore();
    private Following following = Following.NEW;
    private SyncSettings sync = SyncSettings.DEFAULTS;
    private String deviceName = "Java client";
    private RandomGenerator random = new SecureRandom();
    private LongSupplier clockMs = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    private Function<HttpClient, SocketClient> sockets = JdkSocketClient::new;
    private @Nullable HttpClient http;

    ClientBuilder(URI server) {
        this.server = server;
    }

    /// What this device keeps between runs. By default nothing.
    public ClientBuilder store(ClientStore keeps) {
        store = keeps;
        return this;
    }

    /// Which conversations are handed over. By default all, from now on.
    public ClientBuilder following(Following which) {
        following = which;
        return this;
    }

    public ClientBuilder sync(SyncSettings settings) {
        sync = settings;
        return this;
    }

    /// How a new device is called in the user's list.
    public ClientBuilder deviceName(String name) {
        deviceName = name;
        return this;
    }

    /// Hears everything from the first moment on. Several are called in the order given.
    public ClientBuilder listener(ClientListener listener) {
        listeners.add(listener);
        return this;
    }

    /// For many clients in one process, which share threads and connections by it. Without, each has its own,
    /// closed with it.
    public ClientBuilder http(HttpClient shared) {
        http = shared;
        return this;
    }

    /// How connections are opened. By default with the JDK's WebSockets.
    public ClientBuilder sockets(Function<HttpClient, SocketClient> opens) {
        sockets = opens;
        return this;
    }

    /// Spreads reconnects and names messages: two devices of one user must not draw the same numbers.
    public ClientBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /// Milliseconds of a clock that never goes back.
    public ClientBuilder clock(LongSupplier milliseconds) {
        clockMs = milliseconds;
        return this;
    }

    /// Logs in: as the stored device if there is one, otherwise as a new one. The password stays in memory, to log
    /// in again if the login ends.
    ///
    /// @throws dev.parley.client.account.RefusedException for a wrong name or password
    /// @throws dev.parley.client.account.UnreachableException if the server does not answer
    public ParleyClient login(String name, String password) {
        Credentials credentials = new Credentials(name, password);
        return start(client -> ParleyApi.login(client, server, store, credentials, deviceName));
    }

    /// Takes up the stored login.
    ///
    /// @throws dev.parley.client.account.LoggedOutException if there is none, or it has ended
    /// @throws dev.parley.client.account.UnreachableException if the server does not answer
    public ParleyClient resume() {
        return start(client -> ParleyApi.resume(client, server, store, deviceName));
    }

    /// Creates the account first.
    ///
    /// @throws dev.parley.client.account.RefusedException for a name that is taken, or a name or password that is
    /// not allowed
    public ParleyClient register(String name, String password, String displayName) {
        Credentials credentials = new Credentials(name, password);
        return start(client -> ParleyApi.register(client, server, store, credentials, displayName, deviceName));
    }

    private interface Entry {
        ParleyApi enter(HttpClient client);
    }

    private ParleyClient start(Entry entry) {
        HttpClient shared = http;
        HttpClient client = shared == null ? ownHttp() : shared;
        try {
            Optional<UserId> before = store.session().map(Session::user);
            ParleyApi api = entry.enter(client);
            forgetOthers(before, api.session().user());
            ClientCore core = new ClientCore(api.session().user(), following, sync, store.positions(), store.outbox());
            ClientLoop loop =
                    new ClientLoop(new LoopThread(clockMs), core, new Link(random), api, sockets.apply(client), store);
            listeners.forEach(loop.deliveries()::add);
            ParleyClient started = new ParleyClient(loop, api, random, shared == null ? client : null);
            loop.start();
            return started;
        } catch (RuntimeException notStarted) {
            if (shared == null) {
                client.shutdownNow();
            }
            throw notStarted;
        }
    }

    /// What was stored for another account, for instance of a server that was emptied, is of no use to this one.
    private void forgetOthers(Optional<UserId> before, UserId user) {
        if (before.isPresent() && !before.get().equals(user)) {
            store.save(Positions.NONE);
            store.save(List.of());
        }
    }

    private static HttpClient ownHttp() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }
}
