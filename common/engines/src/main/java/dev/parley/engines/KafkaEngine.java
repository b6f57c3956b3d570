package dev.parley.engines;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One Kafka 4.1 process that is broker and controller. Topics are created by those who need them, never by
/// accident.
public final class KafkaEngine implements Engine {
    private static final String SIGNAL = "TERM";

    /// One fixed id, in the form Kafka demands: 16 bytes in URL-safe Base64. The cluster is told apart by its
    /// address alone.
    private static final String CLUSTER_ID = "cGFybGV5LWVtYmVkZGVkMA";

    /// A small heap and a quick start; the second compiler would earn its keep only under load that a laptop does
    /// not have.
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-Xms96m",
            // A collection takes about as long however much it finds: 7 to 20 ms on two cores. With the 20 MB that
            // the JVM would begin with there were two and a half a second at 1,800 messages a second.
            "-Xmn64m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.showThreadName=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server=info");

    private final EnginesSettings settings;
    private final Child child;

    public KafkaEngine(EnginesSettings settings) {
        this.settings = settings;
        this.child = new Child(name(), settings);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", settings.ports().kafka());
    }

    @Override
    public List<Integer> ports() {
        return List.of(settings.ports().kafka(), settings.ports().kafkaController());
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
        Path configuration = Template.write(
                "kafka.properties",
                settings.dataOf(name()).resolve("kafka.properties"),
                Map.of(
                        "brokerPort", settings.ports().kafka(),
                        "controllerPort", settings.ports().kafkaController(),
                        "directory", data()),
                settings.configurationOf(name()));
        if (Files.notExists(data().resolve("meta.properties"))) {
            child.runTool(
                    java(
                            "-Xmx128m",
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            CLUSTER_ID,
                            "-c",
                            configuration.toString()),
                    "");
        }
        child.start(
                java("-Xmx" + settings.kafkaHeapMebibytes() + "m", "kafka.Kafka", configuration.toString()),
                Map.of(),
                SIGNAL,
                Probe.kafka(address()));
    }

    @Override
    public CompletableFuture<?> ended() {
        return child.ended();
    }

    @Override
    public void stop() {
        child.stop(SIGNAL);
    }

    private Path data() {
        return settings.dataOf(name()).resolve("data");
    }

    private List<String> java(String option, String... mainAndArguments) {
        List<String> command = new ArrayList<>(JavaCommand.java(settings.dataOf(name())));
        command.addAll(JVM_OPTIONS);
        command.addAll(settings.jvmOptions());
        command.add(option);
        command.add("-cp");
        command.add(JavaCommand.join(JavaCommand.classPath("kafka.classpath")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }
}
