package dev.parley.systemtests.people;

import dev.parley.client.ParleyClient;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.device.ClientStore;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// The people of one test, with accounts that no other test knows. All their devices are closed with it.
public final class Cast implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofMinutes(1);
    private static final AtomicInteger CASTS = new AtomicInteger();

    private final int number = CASTS.incrementAndGet();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final List<AutoCloseable> closing = new CopyOnWriteArrayList<>();

    public Cast(URI server) {
        this.server = server;
    }

    public Rest rest() {
        return new Rest(http, server);
    }

    /// A new account on its first device.
    public Device newcomer(String name) {
        Credentials credentials = credentials(name);
        return live(new Device(
                ParleyClient.at(server).http(http),
                new MemoryClientStore(),
                credentials,
                builder -> builder.register(credentials.name(), credentials.password(), name)));
    }

    /// A new account that is nowhere connected.
    public UserId absentee(String name) {
        return registered(name).session().user();
    }

    /// A new account that is nowhere connected, and may be with [#plainSocket].
    public ParleyApi registered(String name) {
        return ParleyApi.register(http, server, new MemoryClientStore(), credentials(name), name, "none");
    }

    /// One more device of the same user.
    public Device another(Device of) {
        return on(new MemoryClientStore(), of);
    }

    /// The device that the store remembers, or a new one.
    public Device on(ClientStore store, Device of) {
        Credentials credentials = of.credentials();
        return live(new Device(
                ParleyClient.at(server).http(http),
                store,
                credentials,
                builder -> builder.login(credentials.name(), credentials.password())));
    }

    /// One more device, without the client library.
    public PlainSocket plainSocket(Device of) {
        return plainSocket(ParleyApi.login(http, server, new MemoryClientStore(), of.credentials(), "plain socket"));
    }

    public PlainSocket plainSocket(ParleyApi api) {
        PlainSocket socket = PlainSocket.open(http, api);
        closing.add(socket);
        return socket;
    }

    /// As [#plainSocket], again and again while no server takes it.
    public PlainSocket plainSocketWithin(Device of, Duration longest) {
        return Awaitility.await().atMost(longest).ignoreExceptions().until(() -> plainSocket(of), socket -> true);
    }

    public static ConversationId direct(Device one, Device other) {
        return ConversationId.direct(one.user(), other.user());
    }

    public static ConversationId.Group group(Device owner, Device... others) {
        return (ConversationId.Group) owner.client()
                .api()
                .createGroup("Lunch", Arrays.stream(others).map(Device::user).toList())
                .conversation();
    }

    private Credentials credentials(String name) {
        return new Credentials(name + "." + number, "parley-" + name);
    }

    private Device live(Device device) {
        closing.add(device);
        try {
            device.client().awaitLive(TO_CONNECT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new AssertionError(device.credentials() + " is not connected", e);
        }
        return device;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : closing) {
            each.close();
        }
        http.shutdownNow();
    }
}
