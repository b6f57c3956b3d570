package dev.parley.systemtests.process;

import dev.parley.engines.DirectoryLock;
import dev.parley.engines.Engine;
import dev.parley.engines.EngineAddresses;
import dev.parley.engines.EnginePorts;
import dev.parley.engines.Engines;
import dev.parley.engines.EnginesSettings;
import dev.parley.standalone.ServiceMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parley as in production: every service a process of its own, several chat servers, and the four engines.
/// Everything on the loopback address, and gone when it is closed.
public final class Cluster implements AutoCloseable {
    /// Offset of the first port that `up` leaves to the engines; here chat servers after the first take them in
    /// pairs.
    private static final int MORE_CHAT = 8;

    public static final int MOST_CHAT_SERVERS = 4;

    /// Services but chat: the offset of the port where others look for them.
    private static final Map<String, Integer> DOORS =
            Map.of("id", 1, "api", 2, "discovery", 3, "gateway", 0, "presence", 6, "notification", 7);

    private final Path directory;
    private final int base = FreePorts.base();
    private final Engines engines;
    private final Map<String, Map<String, String>> settings;
    private final JvmOptions jvms;
    private final Release release;
    /// There are some where services roll.
    private final @Nullable Instances instances;

    private final List<ServiceProcess> chat = new ArrayList<>();
    private final List<ServiceProcess> others = new ArrayList<>();

    /// Nothing runs yet.
    ///
    /// @param settings by service, those it gets besides what it needs to find the others
    public Cluster(Path directory, Path binaries, int chatServers, Map<String, Map<String, String>> settings) {
        this(directory, binaries, chatServers, settings, JvmOptions.NONE);
    }

    /// Nothing runs yet.
    ///
    /// @param settings by service, those it gets besides what it needs to find the others
    public Cluster(
            Path directory,
            Path binaries,
            int chatServers,
            Map<String, Map<String, String>> settings,
            JvmOptions jvms) {
        this(directory, binaries, chatServers, settings, jvms, Release.OWN, false);
    }

    private Cluster(
            Path directory,
            Path binaries,
            int chatServers,
            Map<String, Map<String, String>> settings,
            JvmOptions jvms,
            Release release,
            boolean rolling) {
        if (chatServers < 1 || chatServers > MOST_CHAT_SERVERS) {
            throw new IllegalArgumentException("from 1 to " + MOST_CHAT_SERVERS + " chat servers");
        }
        this.directory = directory;
        this.settings = settings;
        this.jvms = jvms;
        this.release = release;
        this.instances = rolling ? new Instances(base, DOORS) : null;
        this.engines = Engines.in(EnginesSettings.of(directory.resolve("engines"), EnginePorts.free())
                .withBinaries(binaries)
                .withJvmOptions(jvms.engines()));
        IntStream.rangeClosed(1, chatServers).forEach(number -> chat.add(chatServer(number, List.of())));
        for (String name : List.of("id", "api", "discovery", "gateway", "presence")) {
            addOther(name);
        }
        if (rolling) {
            addOther("notification");
        }
    }

    /// All services, as on Kubernetes: each but chat has an address of its own, behind which instances come and go
    /// ([#addInstance]); schemas are brought to a release's version by [#migrate] alone. In a directory that is
    /// emptied first. Nothing runs yet.
    ///
    /// @param release of all services at first
    public static Cluster rolling(
            Path directory,
            Path binaries,
            int chatServers,
            Map<String, Map<String, String>> settings,
            Release release) {
        erase(directory);
        return new Cluster(directory, binaries, chatServers, settings, JvmOptions.NONE, release, true);
    }

    /// In a directory that is emptied first.
    public static Cluster fresh(
            Path directory, Path binaries, int chatServers, Map<String, Map<String, String>> settings) {
        return fresh(directory, binaries, chatServers, settings, JvmOptions.NONE);
    }

    /// In a directory that is emptied first.
    public static Cluster fresh(
            Path directory,
            Path binaries,
            int chatServers,
            Map<String, Map<String, String>> settings,
            JvmOptions jvms) {
        erase(directory);
        return new Cluster(directory, binaries, chatServers, settings, jvms);
    }

    private static void erase(Path directory) {
        // First what an earlier run may have left running in it.
        DirectoryLock.erase(directory.resolve("engines"));
        DirectoryLock.erase(directory);
    }

    /// Starts everything, chat servers last but the first of them.
    ///
    /// @param progress hears what runs
    public void start(Consumer<String> progress) {
        engines.start(started -> progress.accept(started.engine().name()));
        writeAddresses();
        if (instances != null) {
            instances.openDoors();
            migrate(release);
        }
        // The first hands out worker numbers, the second makes the topics.
        for (ServiceProcess each : List.of(service("id"), chat.getFirst())) {
            each.start();
            open(each);
            progress.accept(each.name());
        }
        List<ServiceProcess> rest =
                Stream.concat(others.stream().skip(1), chat.stream().skip(1)).toList();
        // Two at a time: these machines have two processors.
        for (int i = 0; i < rest.size(); i += 2) {
            List<ServiceProcess> pair = rest.subList(i, Math.min(i + 2, rest.size()));
            pair.forEach(ServiceProcess::begin);
            pair.forEach(each -> {
                each.awaitReady();
                open(each);
                progress.accept(each.name());
            });
        }
    }

    /// The public address.
    public URI url() {
        return URI.create("http://localhost:" + base);
    }

    /// The chat servers, those that do not run included.
    public List<ServiceProcess> chat() {
        return List.copyOf(chat);
    }

    /// One more chat server, which is not started yet.
    public ServiceProcess addChatServer() {
        return addChatServer(List.of());
    }

    /// @param own settings as `key=value`, besides those of all chat servers
    public ServiceProcess addChatServer(List<String> own) {
        ServiceProcess added = chatServer(chat.size() + 1, own);
        chat.add(added);
        return added;
    }

    /// `id`, `api`, `discovery`, `gateway` or `presence`; the first instance where they roll, then `notification`
    /// as well.
    public ServiceProcess service(String name) {
        String first = instances == null ? name : name + "-1";
        return others.stream()
                .filter(each -> each.name().equals(first))
                .findAny()
                .orElseThrow();
    }

    /// Brings all schemas to the release's version, by processes that do nothing else.
    public void migrate(Release to) {
        new MigrationJobs(directory.resolve("migrations"), engines.addresses()).run(to);
    }

    /// One more instance of a service that rolls, which is not started yet. At most two run at a time.
    public ServiceProcess addInstance(String service, Release of) {
        ServiceProcess added = addOther(service);
        added.use(of);
        return added;
    }

    /// An instance that is ready is given connections from now on, in turn with others.
    public void open(ServiceProcess instance) {
        if (instances != null && others.contains(instance)) {
            instances.open(instance);
        }
    }

    /// It is given no more connections.
    public void shut(ServiceProcess instance) {
        Objects.requireNonNull(instances, "nothing rolls").shut(instance);
    }

    /// The address of a service's health and metrics.
    public URI management(ServiceProcess server) {
        int place = chat.indexOf(server);
        if (place < 0) {
            return URI.create("http://localhost:"
                    + Objects.requireNonNull(instances, "nothing rolls").port(server));
        }
        return URI.create("http://localhost:" + (base + (place == 0 ? 5 : MORE_CHAT + 2 * (place - 1) + 1)));
    }

    /// Where the API service is, without the gateway.
    public InetSocketAddress api() {
        return new InetSocketAddress("127.0.0.1", base + 2);
    }

    /// Where a chat server's WebSockets are, without the gateway.
    public InetSocketAddress sockets(ServiceProcess server) {
        return new InetSocketAddress("127.0.0.1", sockets(chat.indexOf(server) + 1));
    }

    public EngineAddresses engines() {
        return engines.addresses();
    }

    /// All that runs.
    public List<OneProcess> processes() {
        return Stream.concat(
                        engines.all().stream().map(engine -> engineProcess(engine.name())),
                        Stream.concat(chat.stream(), others.stream()).flatMap(each -> each.ifRuns().stream()))
                .toList();
    }

    /// `postgres`, `redis`, `kafka` or `cassandra`.
    public Engine engine(String name) {
        return engines.all().stream()
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    /// The process of an engine.
    public OneProcess engineProcess(String name) {
        Path pidFile = engines.settings().directory().resolve("run").resolve(name + ".pid");
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip().split(" ")[0]);
            return new OneProcess(name, ProcessHandle.of(pid).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL to an engine, then a start; returns when it answers again.
    public void killAndStartEngine(String name) {
        engineProcess(name).kill();
        engine(name).start();
    }

    /// FLUSHALL.
    public void flushRedis() {
        InetSocketAddress redis = engine("redis").address();
        try (Socket socket = new Socket(redis.getAddress(), redis.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes("+OK".length()), StandardCharsets.US_ASCII);
            if (!answer.equals("+OK")) {
                throw new AssertionError("redis answers FLUSHALL with " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sets the wall clock of one chat server: forward, or back if negative. The server reads it a moment later.
    public void stepClock(ServiceProcess server, long milliseconds) {
        try {
            Path written = Files.writeString(directory.resolve("clock.new"), Long.toString(milliseconds));
            Files.move(written, clockFile(server.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path clockFile(String server) {
        return directory.resolve(server + ".clock");
    }

    private ServiceProcess addOther(String service) {
        Instances rolled = instances;
        ServiceProcess added;
        if (rolled == null) {
            added = service(service, service, List.of(), List.of());
        } else {
            String name = rolled.nextName(service);
            int port = rolled.port(service);
            added = service(service, name, List.of(), List.of("server.port=" + port));
            rolled.add(added, port);
        }
        others.add(added);
        return added;
    }

    private ServiceProcess chatServer(int number, List<String> more) {
        String id = "chat-" + number;
        int sockets = sockets(number);
        return service(
                "chat",
                id,
                // The clock is a class of this build.
                instances == null
                        ? List.of(
                                "-Dspring.main.sources=" + SteppedClock.class.getName(),
                                "-D" + SteppedClock.FILE + "=" + clockFile(id))
                        : List.of(),
                Stream.concat(
                                Stream.of(
                                        "server.port=" + (number == 1 ? base + 5 : sockets + 1),
                                        "parley.chat.server.id=" + id,
                                        "parley.chat.edge.port=" + sockets,
                                        "parley.chat.server.address=localhost:" + sockets),
                                more.stream())
                        .toList());
    }

    private int sockets(int chatServer) {
        return chatServer == 1 ? base + 4 : base + MORE_CHAT + 2 * (chatServer - 2);
    }

    private ServiceProcess service(String service, String name, List<String> options, List<String> own) {
        List<String> words = new ArrayList<>(
                List.of(service, Integer.toString(base), addresses().toString()));
        settings.getOrDefault(service, Map.of()).forEach((key, value) -> words.add(key + "=" + value));
        if (instances != null && MigrationJobs.services().contains(service)) {
            words.add("parley.migrations.run=never");
        }
        words.addAll(own);
        List<String> all = new ArrayList<>(options);
        all.addAll(jvms.services().getOrDefault(service, List.of()));
        return new ServiceProcess(name, directory.resolve(name), all, words, release);
    }

    private Path addresses() {
        return directory.resolve("engines.properties");
    }

    private void writeAddresses() {
        try (Writer writer = Files.newBufferedWriter(addresses())) {
            engines.addresses().toProperties().store(writer, ServiceMain.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Stream.concat(chat.stream(), others.stream()).forEach(ServiceProcess::destroy);
        if (instances != null) {
            instances.close();
        }
        engines.close();
    }
}
