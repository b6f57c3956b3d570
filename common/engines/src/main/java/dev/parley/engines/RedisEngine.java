package dev.parley.engines;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Redis 7 with an append-only file, so that a restart finds what was there, as a production instance does.
public final class RedisEngine implements Engine {
    private static final String SIGNAL = "TERM";

    private final EnginesSettings settings;
    private final Child child;

    public RedisEngine(EnginesSettings settings) {
        this.settings = settings;
        this.child = new Child(name(), settings);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", settings.ports().redis());
    }

    @Override
    public List<Integer> ports() {
        return List.of(settings.ports().redis());
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
        Path server =
                new Binaries(settings.binaries()).executable(Platform.current().redisBinary());
        Path configuration = Template.write(
                "redis.conf",
                settings.dataOf(name()).resolve("redis.conf"),
                Map.of("port", settings.ports().redis(), "directory", settings.dataOf(name())),
                settings.configurationOf(name()));
        child.start(List.of(server.toString(), configuration.toString()), Map.of(), SIGNAL, Probe.redis(address()));
    }

    @Override
    public CompletableFuture<?> ended() {
        return child.ended();
    }

    @Override
    public void stop() {
        child.stop(SIGNAL);
    }
}
