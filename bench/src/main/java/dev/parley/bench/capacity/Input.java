package dev.parley.bench.capacity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A number that the model starts from. What users do are wishes, given as options; what things cost are unit costs,
/// given
/// in the file of `--costs` by whoever measured them on the machines that will carry the load.
enum Input {
    DAU(Origin.WISH, 50e6, 1, 1e10, "users who open the app on a day"),
    ONLINE_SHARE(Origin.WISH, 0.4, 0.001, 1, "of them connected at the busiest moment"),
    DEVICES(Origin.WISH, 1.2, 1, 20, "devices that a connected user has connected"),
    MESSAGES_PER_USER(Origin.WISH, 40, 0.01, 100_000, "messages that a user writes on a day"),
    MEMBERS(Origin.WISH, 4, 1, 100, "members of the conversation a message is written to, its author included"),
    PEAK_FACTOR(Origin.WISH, 3, 1, 100, "messages at the busiest second for each of a mean one"),
    TEXT_BYTES(Origin.WISH, 120, 1, 400_000, "UTF-8 bytes of a text"),
    CONVERSATIONS_PER_USER(Origin.WISH, 150, 1, 1e6, "conversations that a user is in"),
    CONNECTS_PER_USER(Origin.WISH, 25, 0.1, 10_000, "times that a user's devices connect on a day"),
    AWAY_SHARE(Origin.WISH, 0.5, 0, 1, "of deliveries that go to someone without a device in use, and ring"),
    WATCHED(Origin.WISH, 15, 0, 200, "people whose presence a connected user watches"),
    KAFKA_DAYS(Origin.WISH, 7, 1, 365, "days that Kafka keeps its topics"),
    REPLICAS(Origin.WISH, 3, 1, 5, "copies of everything in Kafka and Cassandra"),
    HEADROOM(Origin.WISH, 0.5, 0.05, 1, "of a processor, a disk or a network that is used at the busiest second"),

    CHAT_CORES(Origin.CHOSEN, 16, 1, 256, "processors of a chat server"),
    CHAT_CONNECTIONS(Origin.CHOSEN, 100_000, 100, 1e7, "connections that a chat server takes"),
    CLIENTS_PER_SLOT(Origin.CHOSEN, 1_000, 1, 1e6, "clients of one slot, so that it is handed over within a second"),
    MESSAGES_PER_PARTITION(Origin.CHOSEN, 250, 1, 1e6, "messages a second in one partition of the conversation log"),
    PARTITIONS_PER_BROKER(Origin.CHOSEN, 4_000, 10, 1e6, "replicas of partitions on a broker"),

    HEAP_PER_CONNECTION(
            Origin.ASSUMED, 8_000, 100, 1e7, "bytes of a chat server's memory for a connection and its user"),
    KERNEL_PER_CONNECTION(Origin.DESIGN, 5_100, 100, 1e7, "bytes of the kernel's memory for an idle socket"),
    CHAT_BASE_BYTES(Origin.ASSUMED, 1.5e9, 1e6, 1e12, "bytes of a chat server's memory besides connections"),
    MESSAGE_MICROS(Origin.ASSUMED, 400, 1, 1e6, "processor µs of chat servers to take and sequence a message"),
    DELIVERY_MICROS(Origin.ASSUMED, 120, 1, 1e6, "processor µs of chat servers to deliver it to one member's inbox"),
    FRAME_MICROS(Origin.DESIGN, 8.3, 0.1, 1e5, "processor µs to write a frame to one socket"),
    GATEWAY_FRAME_MICROS(Origin.ASSUMED, 25, 0.1, 1e5, "processor µs of the gateway to pass a frame"),
    FRAME_OVERHEAD(Origin.ASSUMED, 330, 10, 1e5, "bytes of an event frame on the wire besides its text"),
    HEARTBEAT_BYTES(Origin.ASSUMED, 100, 10, 1e4, "bytes of a heartbeat on the wire, acknowledged by TCP, each 5 s"),
    RECORD_OVERHEAD(Origin.ASSUMED, 110, 10, 1e5, "bytes of a record in Kafka besides its text"),
    BROKER_BYTES_PER_SECOND(Origin.ASSUMED, 100e6, 1e5, 1e11, "bytes a second that a broker writes, replicas included"),
    BROKER_DISK(Origin.ASSUMED, 4e12, 1e9, 1e15, "bytes of a broker's disk"),
    EVENT_OVERHEAD(Origin.ASSUMED, 60, 1, 1e5, "bytes of a row of `events` on disk, compressed, besides its text"),
    TEXT_COMPRESSION(Origin.ASSUMED, 0.6, 0.05, 1.2, "bytes on disk for each byte of text"),
    HEAD_BYTES(Origin.ASSUMED, 100, 10, 1e5, "bytes of a head on disk"),
    HEADS_PER_DELIVERY(
            Origin.ASSUMED, 0.8, 0.01, 1, "heads written for each delivery; several within a second are one"),
    CASSANDRA_OPERATIONS(Origin.ASSUMED, 15_000, 100, 1e7, "operations a second that a Cassandra node carries"),
    CASSANDRA_DISK(Origin.ASSUMED, 4e12, 1e9, 1e15, "bytes of a Cassandra node's disk"),
    REDIS_COMMANDS(Origin.ASSUMED, 100_000, 1_000, 1e8, "commands a second that a Redis process carries"),
    WATCH_BYTES(Origin.DESIGN, 60, 1, 1e5, "bytes in Redis for one watched by one"),
    ACCOUNT_BYTES(Origin.ASSUMED, 4_000, 100, 1e7, "bytes in PostgreSQL for an account with its devices"),
    GATEWAY_CONNECTIONS(Origin.ASSUMED, 50_000, 100, 1e7, "clients that a gateway passes"),
    GATEWAY_CORES(Origin.CHOSEN, 8, 1, 256, "processors of a gateway"),
    PUSHES_PER_SECOND(Origin.CHOSEN, 500, 1, 1e6, "pushes a second of one notification-service to a provider"),
    CONNECT_MICROS(Origin.ASSUMED, 1_500, 1, 1e7, "processor µs of discovery and chat to let a device in");

    /// Where a number comes from.
    enum Origin {
        /// Of the installation one wants; an option.
        WISH("wish"),
        /// A bound or a size that was chosen, in a setting or a manifest.
        CHOSEN("chosen"),
        /// Measured, and written down in the design or a decision.
        DESIGN("measured"),
        /// Nobody has measured it on a machine that did nothing else.
        ASSUMED("assumed");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final Origin origin;
    private final double value;
    private final double least;
    private final double most;
    private final String what;

    Input(Origin origin, double value, double least, double most, String what) {
        this.origin = origin;
        this.value = value;
        this.least = least;
        this.most = most;
        this.what = what;
    }

    Origin origin() {
        return origin;
    }

    /// Unless something else is said.
    double value() {
        return value;
    }

    String what() {
        return what;
    }

    /// As options and files have it: `messages-per-user`.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Input> of(String key) {
        return Arrays.stream(values()).filter(it -> it.key().equals(key)).findAny();
    }

    /// @throws IllegalArgumentException if it is no decimal number within bounds
    double parse(String text) {
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?([eE][0-9]{1,2})?")) {
            throw new IllegalArgumentException(key() + " takes a number, as 50e6 or 0.4, not '" + text + "'.");
        }
        double number = Double.parseDouble(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    key() + " is from " + Amount.plain(least) + " to " + Amount.plain(most) + ", not " + text + ".");
        }
        return number;
    }
}
