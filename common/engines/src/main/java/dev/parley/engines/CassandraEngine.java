package dev.parley.engines;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// One Cassandra 5.0 node, data centre `datacenter1`, on a JDK newer than it was released for: the class that keeps
/// it from
/// starting there is replaced (module `cassandra-runtime`). For development and tests only.
public final class CassandraEngine implements Engine {
    private static final String SIGNAL = "TERM";

    /// From Cassandra's own `jvm17-server.options`, and what newer JDKs ask for beyond that.
    private static final List<String> EXPORTS = List.of(
            "java.base/java.lang.ref",
            "java.base/jdk.internal.misc",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.attach/sun.tools.attach",
            "jdk.unsupported/sun.misc");

    private static final List<String> OPENS = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/sun.nio.ch",
            "jdk.management/com.sun.management.internal");

    /// Measured on 2 cores: the first compiler alone takes 6 s of CPU to the first answer instead of 10, and the
    /// small heap to begin
    /// with makes a resident set of 460 MB out of 720.
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-Xms128m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            // Else threads are renamed for each task, a system call each time.
            "-Dcassandra.set_sep_thread_name=false",
            "-Djdk.attach.allowAttachSelf=true",
            "-Dio.netty.tryReflectionSetAccessible=true");

    /// There is no other node to wait for.
    private static final List<String> ALONE = List.of(
            "-Dcassandra-foreground=yes",
            "-Dcassandra.initial_token=0",
            "-Dcassandra.load_ring_state=false",
            "-Dcassandra.ring_delay_ms=0",
            "-Dcassandra.shutdown_announce_in_ms=0",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0");

    /// Cassandra's idle workers look for work every 10 µs or so (`SEPWorker`): under a few hundred writes a second some
    /// 20,000 wake-ups, each of which another process may wait for on two cores.
    private static final Duration TIMER_SLACK = Duration.ofMillis(1);

    private final EnginesSettings settings;
    private final Child child;

    public CassandraEngine(EnginesSettings settings) {
        this.settings = settings;
        this.child = new Child(name(), settings);
    }

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", settings.ports().cassandra());
    }

    @Override
    public List<Integer> ports() {
        return List.of(settings.ports().cassandra(), settings.ports().cassandraStorage());
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
        Path home = settings.dataOf(name());
        Path configuration = Template.write(
                "cassandra.yaml",
                home.resolve("cassandra.yaml"),
                Map.of(
                        "cqlPort", settings.ports().cassandra(),
                        "storagePort", settings.ports().cassandraStorage(),
                        "directory", home),
                settings.configurationOf(name()));
        Path logging = Template.write("cassandra-logback.xml", home.resolve("logback.xml"), Map.of(), List.of());
        child.start(command(home, configuration.toUri(), logging), Map.of(), SIGNAL, Probe.cassandra(address()));
        child.wakeLate(TIMER_SLACK);
    }

    @Override
    public CompletableFuture<?> ended() {
        return child.ended();
    }

    @Override
    public void stop() {
        child.stop(SIGNAL);
    }

    private List<String> command(Path home, URI configuration, Path logging) {
        List<Path> classPath = JavaCommand.classPath("cassandra.classpath");
        List<String> command = new ArrayList<>(JavaCommand.java(home));
        command.addAll(JVM_OPTIONS);
        command.addAll(settings.jvmOptions());
        command.add("-Xmx" + settings.cassandraHeapMebibytes() + "m");
        EXPORTS.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.add("-javaagent:" + measuringAgent(classPath.stream()));
        command.addAll(ALONE);
        command.add("-Dcassandra.config=" + configuration);
        command.add("-Dcassandra.storagedir=" + home);
        command.add("-Dlogback.configurationFile=" + logging);
        command.add("-cp");
        command.add(JavaCommand.join(classPath));
        command.add("org.apache.cassandra.service.CassandraDaemon");
        return command;
    }

    /// Jamm, with which Cassandra measures its caches.
    private static Path measuringAgent(Stream<Path> classPath) {
        return classPath
                .filter(path -> path.getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jamm is not on Cassandra's class path"));
    }
}
