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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Parley as in production: every service a process of its own, several chat servers, and the four engines. Everything
/// on the loopback address, and gone when it is closed.
public final class Cluster implements AutoCloseable {
    /// Offset of the first port that `up` leaves to the engines; here chat servers after the first take them in pairs.
    private static final int MORE_CHAT = 8;

    public static final int MOST_CHAT_SERVERS = 4;

    private final Path directory;
    private final int base = FreePorts.base();
    private final Engines engines;
    private final Map<String, Map<String, String>> settings;
    private final JvmOptions jvms;
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
        if (chatServers < 1 || chatServers > MOST_CHAT_SERVERS) {
            throw new IllegalArgumentException("from 1 to " + MOST_CHAT_SERVERS + " chat servers");
        }
        this.directory = directory;
        this.settings = settings;
        this.jvms = jvms;
        this.engines = Engines.in(EnginesSettings.of(directory.resolve("engines"), EnginePorts.free())
                .withBinaries(binaries)
                .withJvmOptions(jvms.engines()));
        IntStream.rangeClosed(1, chatServers).forEach(number -> chat.add(chatServer(number, List.of())));
        for (String name : List.of("id", "api", "discovery", "gateway", "presence")) {
            others.add(service(name, name, List.of(), List.of()));
        }
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
        // First what an earlier run may have left running in it.
        DirectoryLock.erase(directory.resolve("engines"));
        DirectoryLock.erase(directory);
        return new Cluster(directory, binaries, chatServers, settings, jvms);
    }

    /// Starts everything, chat servers last but the first of them.
    ///
    /// @param progress hears what runs
    public void start(Consumer<String> progress) {
        engines.start(started -> progress.accept(started.engine().name()));
        writeAddresses();
        // The first hands out worker numbers, the second makes the topics.
        for (ServiceProcess each : List.of(service("id"), chat.getFirst())) {
            each.start();
            progress.accept(each.name());
        }
        List<ServiceProcess> rest = Stream.concat(
                        Stream.of(service("api"), service("discovery"), service("gateway"), service("presence")),
                        chat.stream().skip(1))
                .toList();
        // Two at a time: these machines have two processors.
        for (int i = 0; i < rest.size(); i += 2) {
            List<ServiceProcess> pair = rest.subList(i, Math.min(i + 2, rest.size()));
            pair.forEach(ServiceProcess::begin);
            pair.forEach(each -> {
                each.awaitReady();
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

    /// `id`, `api`, `discovery`, `gateway` or `presence`.
    public ServiceProcess service(String name) {
        return others.stream()
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    /// The address of a service's health and metrics.
    public URI management(ServiceProcess server) {
        int place = chat.indexOf(server);
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

    private ServiceProcess chatServer(int number, List<String> more) {
        String id = "chat-" + number;
        int sockets = sockets(number);
        return service(
                "chat",
                id,
                List.of(
                        "-Dspring.main.sources=" + SteppedClock.class.getName(),
                        "-D" + SteppedClock.FILE + "=" + clockFile(id)),
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
        words.addAll(own);
        List<String> all = new ArrayList<>(options);
        all.addAll(jvms.services().getOrDefault(service, List.of()));
        return new ServiceProcess(name, directory.resolve(name), all, words);
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
        engines.close();
    }
}
