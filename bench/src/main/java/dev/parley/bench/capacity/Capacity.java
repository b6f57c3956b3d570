package dev.parley.bench.capacity;

import static dev.parley.bench.capacity.Input.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The model: inputs in, sizes out, each with its formula, in an order in which each uses only what stands above it. At
/// least three of whatever must outlive one of its kind.
final class Capacity {
    private static final double SECONDS_OF_DAY = 86_400;
    private static final double DAYS_OF_YEAR = 365;
    private static final double HEARTBEAT_SECONDS = 5;
    private static final double WATCH_RENEWED_SECONDS = 40;
    private static final double COMMANDS_OF_A_WATCH = 3;
    private static final double MICROS = 1e6;
    /// Reads of pages, welcomes and cold conversations for each message, besides what it writes.
    private static final double READS_PER_MESSAGE = 1;

    private final Map<Input, Double> inputs = new EnumMap<>(Input.class);
    private final List<Result> results = new ArrayList<>();

    /// @param given in place of the inputs' own values
    Capacity(Map<Input, Double> given) {
        Arrays.stream(Input.values()).forEach(input -> inputs.put(input, given.getOrDefault(input, input.value())));
        load();
        chat();
        doors();
        kafka();
        cassandra();
        rest();
    }

    List<Result> results() {
        return List.copyOf(results);
    }

    double get(String name) {
        return results.stream()
                .filter(result -> result.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("nothing is called " + name))
                .value();
    }

    private double in(Input input) {
        return inputs.getOrDefault(input, input.value());
    }

    private void add(String name, String unit, String formula, double value) {
        results.add(new Result(name, value, unit, formula));
    }

    private void addCount(String name, String formula, double value) {
        add(name, "", formula + ", rounded up", Math.ceil(value - 1e-9));
    }

    private void addServers(String name, String formula, double value) {
        add(name, "", formula + ", rounded up, at least 3", Math.max(3, Math.ceil(value - 1e-9)));
    }

    private void load() {
        add("online users", "", "dau × online-share", in(DAU) * in(ONLINE_SHARE));
        add("connections", "", "online users × devices", get("online users") * in(DEVICES));
        add(
                "messages",
                "/s",
                "dau × messages-per-user ÷ 86,400 × peak-factor",
                in(DAU) * in(MESSAGES_PER_USER) / SECONDS_OF_DAY * in(PEAK_FACTOR));
        add("deliveries", "/s", "messages × members", get("messages") * in(MEMBERS));
        add(
                "frames",
                "/s",
                "deliveries × (1 − away-share) × devices",
                get("deliveries") * (1 - in(AWAY_SHARE)) * in(DEVICES));
        add(
                "connects",
                "/s",
                "dau × connects-per-user ÷ 86,400 × peak-factor",
                in(DAU) * in(CONNECTS_PER_USER) / SECONDS_OF_DAY * in(PEAK_FACTOR));
    }

    private void chat() {
        add(
                "chat processors",
                "",
                "(messages × message-micros + deliveries × delivery-micros + frames × frame-micros + connects ×"
                        + " connect-micros) ÷ 10⁶ ÷ headroom",
                (get("messages") * in(MESSAGE_MICROS)
                                + get("deliveries") * in(DELIVERY_MICROS)
                                + get("frames") * in(FRAME_MICROS)
                                + get("connects") * in(CONNECT_MICROS))
                        / MICROS
                        / in(HEADROOM));
        addServers(
                "chat servers",
                "the greater of connections ÷ (0.8 × chat-connections) and chat processors ÷ chat-cores",
                Math.max(get("connections") / (0.8 * in(CHAT_CONNECTIONS)), get("chat processors") / in(CHAT_CORES)));
        add(
                "memory of a chat server",
                "B",
                "chat-base-bytes + connections ÷ chat servers × (heap-per-connection + kernel-per-connection)",
                in(CHAT_BASE_BYTES)
                        + get("connections")
                                / get("chat servers")
                                * (in(HEAP_PER_CONNECTION) + in(KERNEL_PER_CONNECTION)));
        add(
                "slots",
                "",
                "connections ÷ clients-per-slot, the next power of two, at least 64",
                powerOfTwo(Math.max(64, get("connections") / in(CLIENTS_PER_SLOT))));
        add(
                "log partitions",
                "",
                "messages ÷ messages-per-partition, the next power of two, at least 16",
                powerOfTwo(Math.max(16, get("messages") / in(MESSAGES_PER_PARTITION))));
    }

    private static double powerOfTwo(double least) {
        double power = 1;
        while (power < least) {
            power *= 2;
        }
        return power;
    }

    private void doors() {
        add(
                "to clients",
                "bit/s",
                "frames × (text-bytes + frame-overhead) × 8",
                get("frames") * (in(TEXT_BYTES) + in(FRAME_OVERHEAD)) * 8);
        add(
                "from clients",
                "bit/s",
                "(messages × (text-bytes + frame-overhead) + connections ÷ 5 × heartbeat-bytes) × 8",
                (get("messages") * (in(TEXT_BYTES) + in(FRAME_OVERHEAD))
                                + get("connections") / HEARTBEAT_SECONDS * in(HEARTBEAT_BYTES))
                        * 8);
        addServers(
                "gateways",
                "the greater of connections ÷ gateway-connections and (frames + messages + connections ÷ 5) ×"
                        + " gateway-frame-micros ÷ 10⁶ ÷ headroom ÷ gateway-cores",
                Math.max(
                        get("connections") / in(GATEWAY_CONNECTIONS),
                        (get("frames") + get("messages") + get("connections") / HEARTBEAT_SECONDS)
                                * in(GATEWAY_FRAME_MICROS)
                                / MICROS
                                / in(HEADROOM)
                                / in(GATEWAY_CORES)));
    }

    private void kafka() {
        add(
                "written to Kafka",
                "B/s",
                "(messages + deliveries) × (text-bytes + record-overhead) × replicas",
                (get("messages") + get("deliveries")) * (in(TEXT_BYTES) + in(RECORD_OVERHEAD)) * in(REPLICAS));
        add(
                "stored in Kafka",
                "B",
                "written to Kafka ÷ peak-factor × 86,400 × kafka-days",
                get("written to Kafka") / in(PEAK_FACTOR) * SECONDS_OF_DAY * in(KAFKA_DAYS));
        addServers(
                "brokers",
                "the greatest of written to Kafka ÷ broker-bytes-per-second ÷ headroom, stored in Kafka ÷ broker-disk ÷"
                        + " headroom and (slots + log partitions) × replicas ÷ partitions-per-broker",
                Math.max(
                        Math.max(
                                get("written to Kafka") / in(BROKER_BYTES_PER_SECOND) / in(HEADROOM),
                                get("stored in Kafka") / in(BROKER_DISK) / in(HEADROOM)),
                        (get("slots") + get("log partitions")) * in(REPLICAS) / in(PARTITIONS_PER_BROKER)));
    }

    private void cassandra() {
        add(
                "history of a year",
                "B",
                "dau × messages-per-user × 365 × (text-bytes × text-compression + event-overhead) × replicas",
                in(DAU)
                        * in(MESSAGES_PER_USER)
                        * DAYS_OF_YEAR
                        * (in(TEXT_BYTES) * in(TEXT_COMPRESSION) + in(EVENT_OVERHEAD))
                        * in(REPLICAS));
        add(
                "heads",
                "B",
                "dau × conversations-per-user × head-bytes × replicas",
                in(DAU) * in(CONVERSATIONS_PER_USER) * in(HEAD_BYTES) * in(REPLICAS));
        add(
                "operations of Cassandra",
                "/s",
                "(messages + deliveries × heads-per-delivery) × replicas + messages + connects",
                (get("messages") + get("deliveries") * in(HEADS_PER_DELIVERY)) * in(REPLICAS)
                        + get("messages") * READS_PER_MESSAGE
                        + get("connects"));
        addServers(
                "Cassandra nodes at first",
                "the greater of operations of Cassandra ÷ cassandra-operations ÷ headroom and (heads + history of a"
                        + " year) ÷ cassandra-disk ÷ headroom",
                Math.max(
                        get("operations of Cassandra") / in(CASSANDRA_OPERATIONS) / in(HEADROOM),
                        (get("heads") + get("history of a year")) / in(CASSANDRA_DISK) / in(HEADROOM)));
        addCount(
                "Cassandra nodes more each year",
                "history of a year ÷ cassandra-disk ÷ headroom",
                get("history of a year") / in(CASSANDRA_DISK) / in(HEADROOM));
    }

    private void rest() {
        add(
                "commands of Redis",
                "/s",
                "online users × watched ÷ 40 × 3",
                get("online users") * in(WATCHED) / WATCH_RENEWED_SECONDS * COMMANDS_OF_A_WATCH);
        addCount(
                "Redis processes",
                "commands of Redis ÷ redis-commands ÷ headroom",
                get("commands of Redis") / in(REDIS_COMMANDS) / in(HEADROOM));
        add(
                "memory of Redis",
                "B",
                "online users × watched × watch-bytes",
                get("online users") * in(WATCHED) * in(WATCH_BYTES));
        add("pushes", "/s", "deliveries × away-share", get("deliveries") * in(AWAY_SHARE));
        addServers("notification services", "pushes ÷ pushes-per-second", get("pushes") / in(PUSHES_PER_SECOND));
        add("PostgreSQL", "B", "dau × account-bytes", in(DAU) * in(ACCOUNT_BYTES));
    }
}
