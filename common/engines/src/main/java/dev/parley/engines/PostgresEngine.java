package dev.parley.engines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// PostgreSQL 18 with one user, who owns one database and may create more.
public final class PostgresEngine implements Engine {
    private static final String VERSION = "18.1.0";

    /// Fast shutdown: open connections are closed. TERM would wait until the clients go.
    private static final String FAST_SHUTDOWN = "INT";

    private final EnginesSettings settings;
    private final Child child;
    private final Path data;

    public PostgresEngine(EnginesSettings settings) {
        this.settings = settings;
        this.child = new Child(name(), settings);
        this.data = settings.dataOf(name()).resolve("data");
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", settings.ports().postgres());
    }

    @Override
    public List<Integer> ports() {
        return List.of(settings.ports().postgres());
    }

    @Override
    public boolean isRunning() {
        return child.isRunning();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        child.claim(ports());
        Path home =
                new Binaries(settings.binaries()).unpacked(Platform.current().postgresArchive(), "postgres-" + VERSION);
        try {
            Files.createDirectories(settings.dataOf(name()));
        } catch (IOException e) {
            throw new EngineException("postgres cannot start: " + e.getMessage(), e);
        }
        List<String> prefix = Unprivileged.prefix(settings.dataOf(name()));
        if (Files.notExists(created())) {
            create(prefix, home);
        }
        child.start(
                command(prefix, home, serverArguments()),
                Map.of(),
                FAST_SHUTDOWN,
                Probe.postgres(address(), EngineAddresses.USER, EngineAddresses.DATABASE));
    }

    @Override
    public CompletableFuture<?> ended() {
        return child.ended();
    }

    @Override
    public void stop() {
        child.stop(FAST_SHUTDOWN);
    }

    /// Exists once the data directory is complete; a start that was cut short begins anew.
    private Path created() {
        return data.resolveSibling("created");
    }

    private void create(List<String> prefix, Path home) {
        try {
            FileTree.delete(data);
            Path password = Files.writeString(data.resolveSibling("password"), EngineAddresses.PASSWORD + "\n");
            child.runTool(command(prefix, home, initArguments(password)), "");
            // Single-user mode: no server is up yet, and no driver is needed.
            child.runTool(
                    command(prefix, home, List.of("postgres", "--single", "-D", data.toString(), "postgres")),
                    "CREATE DATABASE " + EngineAddresses.DATABASE + ";\n");
            Files.delete(password);
            Files.createFile(created());
        } catch (IOException e) {
            throw new EngineException("postgres cannot create its data: " + e.getMessage(), e);
        }
    }

    private List<String> initArguments(Path password) {
        return List.of(
                "initdb",
                "--pgdata=" + data,
                "--username=" + EngineAddresses.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-sync");
    }

    /// Sizes for a laptop; durability as PostgreSQL ships it. Only loopback, no Unix socket.
    private List<String> serverArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(settings.ports().postgres()),
                "-h",
                "127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_wal_size=256MB",
                "-c",
                "timezone=UTC"));
        settings.configurationOf(name()).forEach(line -> arguments.addAll(List.of("-c", line)));
        return arguments;
    }

    private static List<String> command(List<String> prefix, Path home, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program.getFirst()).toString());
        command.addAll(program.subList(1, program.size()));
        return command;
    }
}
