package dev.parley.bench.scene;

import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Person;
import dev.parley.engines.EngineAddresses;
import dev.parley.engines.EnginePorts;
import dev.parley.systemtests.process.FreePorts;
import dev.parley.systemtests.process.OneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `./parley up` as people run it, with data of its own that is empty at first: one process for all services, and the
/// engines. Gone when it is closed.
public final class Embedded implements AutoCloseable {
    private static final int FIRST_ENGINE = 10;
    private static final int CHAT_SOCKETS = 4;
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private final int base;
    private final Process process;
    private final Duration took;
    private final Tickets tickets = new Tickets();

    private Embedded(int base, Process process, Duration took) {
        this.base = base;
        this.process = process;
        this.took = took;
    }

    /// Returns when it says that it is ready.
    ///
    /// @param home `.parley`; its data is below `bench/up`
    /// @throws IllegalStateException with its last words if it ends instead
    public static Embedded start(Path home) {
        int base = FreePorts.base();
        ProcessBuilder up = new ProcessBuilder(
                        home.resolveSibling("parley").toString(), "up", "--fresh", "--ports", Integer.toString(base))
                .redirectErrorStream(true);
        Path root = home.resolve("bench/up");
        up.environment().put("PARLEY_ROOT", root.toString());
        up.environment().put("PARLEY_TICKET_KEYS", Tickets.KEY);
        long start = System.nanoTime();
        Process process;
        try {
            Files.createDirectories(root);
            process = up.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-up"));
        awaitReady(process);
        return new Embedded(base, process, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void awaitReady(Process process) {
        List<String> said = new ArrayList<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("ready in")) {
                    Thread.ofPlatform().daemon().start(() -> skip(lines));
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("./parley up does not start: " + said);
    }

    /// What it says later must not fill the pipe.
    private static void skip(BufferedReader lines) {
        try {
            lines.transferTo(Writer.nullWriter());
        } catch (IOException stopped) {
            // Its output ends with it.
        }
    }

    /// From the command to `ready`.
    public Duration startedIn() {
        return took;
    }

    /// Services and engines, PostgreSQL's many processes one by one.
    public List<OneProcess> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .map(each -> new OneProcess(name(each), each))
                .toList();
    }

    private String name(ProcessHandle each) {
        String command = each.info().commandLine().orElse("");
        return each.pid() == process.pid()
                ? "services"
                : Stream.of("kafka", "cassandra", "redis", "postgres")
                        .filter(command::contains)
                        .findFirst()
                        .orElse("other");
    }

    /// Accounts that nobody can log in to.
    public List<Person> people(int howMany) {
        return Accounts.make(EngineAddresses.of(EnginePorts.startingAt(base + FIRST_ENGINE)), howMany);
    }

    /// Straight to its chat server.
    public Entrance chatServer() {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", base + CHAT_SOCKETS);
        return person -> new Entrance.Way(address, "/ws", tickets.of(person, "chat-1"));
    }

    /// As Ctrl-C does; what does not end by itself is killed.
    @Override
    public void close() {
        List<ProcessHandle> all = processes().stream().map(OneProcess::process).toList();
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
