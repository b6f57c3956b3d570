package dev.parley.standalone;

import dev.parley.engines.DirectoryLock;
import dev.parley.engines.Engine;
import dev.parley.engines.EngineException;
import dev.parley.engines.Engines;
import dev.parley.engines.EnginesSettings;
import dev.parley.engines.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts engines, services and the first users, says `ready`, and stays.
final class Up {
    /// People stay longer than tests: what runs hot is worth compiling well.
    private static final List<String> BOTH_COMPILERS = List.of("-XX:TieredStopAtLevel=4");

    private final boolean fresh;
    private final Ports ports;
    private final Home home;
    private final Terminal terminal;
    private final Everything everything = new Everything();

    /// @param fresh begin without data
    /// @param ports where everything listens
    Up(boolean fresh, Ports ports, Home home, Terminal terminal) {
        this.fresh = fresh;
        this.ports = ports;
        this.home = home;
        this.terminal = terminal;
    }

    /// Returns when all is ready.
    ///
    /// @throws EngineException when it runs already, a port is taken or an engine fails; nothing is left running
    ///     then
    void start() {
        home.owner().ifPresent(pid -> {
            throw new EngineException("Parley already runs as process " + pid + ". ./parley down stops it.");
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-everything"));
        if (fresh) {
            DirectoryLock.erase(home.directory());
        }
        home.logServicesToFile();
        List<Service> services = Service.all(ports).stream()
                .map(service -> switch (service.name()) {
                    case "notification" -> service.with(webPush());
                    case "api" -> service.with(admin());
                    default -> service;
                })
                .toList();
        services.forEach(service -> LoopbackPort.requireFree(service.name() + " service", service.port()));
        LoopbackPort.requireFree("chat service", ports.chatSockets());

        Engines engines = Engines.in(EnginesSettings.of(home.directory(), ports.engines())
                .withBinaries(home.binaries())
                .withJvmOptions(BOTH_COMPILERS));
        everything.add("engines", engines::close);
        // PostgreSQL is all that the first service needs; the others ask that one for their worker number.
        CompletableFuture<Void> postgres = new CompletableFuture<>();
        CompletableFuture<Void> first = postgres.thenRunAsync(
                () -> launch(services.getFirst(), engines),
                task -> Thread.ofPlatform().daemon().name("launch-0").start(task));
        engines.start(started -> {
            sayStarted(started);
            if (started.engine().name().equals("postgres")) {
                postgres.complete(null);
            }
        });
        engines.keepRunning(this::sayRestarted);
        first.join();
        LaunchServices.all(services.subList(1, services.size()), service -> launch(service, engines));
        new FirstUsers(Ports.url(ports.gateway()), home.seeded()).createOnce(terminal);
        Ready.say(terminal, ports, home);
    }

    /// A key of this installation's own, made at the first start.
    private Map<String, Object> webPush() {
        return Map.of(
                "parley.push.webpush.key-file",
                home.directory().resolve("vapid.jwk").toString(),
                "parley.push.webpush.create-key",
                true,
                "parley.push.webpush.subject",
                "mailto:nobody@localhost");
    }

    /// A secret of this installation's own, for `./parley admin`.
    private Map<String, Object> admin() {
        return Map.of(
                "parley.admin.keys-file",
                home.directory().resolve("admin.keys").toString(),
                "parley.admin.create-keys",
                true);
    }

    boolean isStopping() {
        return everything.isClosed();
    }

    private void sayStarted(Engines.Started started) {
        terminal.done(
                started.engine().name(),
                started.took(),
                "127.0.0.1:" + started.engine().address().getPort());
    }

    private void launch(Service service, Engines engines) {
        if (isStopping()) {
            return;
        }
        Duration before = terminal.elapsed();
        ConfigurableApplicationContext context = service.launch()
                .apply(SharedServiceSettings.of(
                        ports, engines.addresses(), home.directory().resolve("services.keys"), service));
        everything.add(service.name(), context::close);
        terminal.done(service.name(), terminal.elapsed().minus(before), Ports.url(service.port()));
    }

    private void sayRestarted(Engine engine, boolean running) {
        terminal.line(
                engine.name() + (running ? " had stopped by itself and runs again" : " stopped by itself too often")
                        + "; see " + Path.of("log", engine.name() + ".log"));
    }

    private void stop() {
        if (everything.isEmpty()) {
            return;
        }
        terminal.plain("stopping ...");
        Duration before = terminal.elapsed();
        everything.close();
        terminal.plain(String.format(
                Locale.ROOT,
                "stopped in %.1f s",
                Terminal.seconds(terminal.elapsed().minus(before))));
    }
}
