package dev.parley.bench.floor;

import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Tally;
import dev.parley.bench.load.Window;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One run of the bare pipeline: three threads, as edge, sequencer and inbox are.
final class Pipeline {
    private static final Duration POLL = Duration.ofMillis(50);
    /// As [dev.parley.bench.load.Sends] does.
    private static final double SECONDS_BEHIND = 2;

    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration FOR_DOUBLES = Duration.ofMillis(300);

    private final Window window;
    private final KafkaProducer<byte[], byte[]> edge;
    private final KafkaProducer<byte[], byte[]> carry;
    private final KafkaConsumer<byte[], byte[]> log;
    private final KafkaConsumer<byte[], byte[]> inbox;
    private final Tally tally;
    private final Latencies deliveries = new Latencies();
    private final Latencies lags = new Latencies();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final byte[] logKey = PipelineMain.logKey();
    private final byte[] logValue = PipelineMain.logRecord();
    private final byte[] inboxKey = PipelineMain.inboxKey();
    private final byte[] inboxValue = PipelineMain.inboxRecord();
    private final Callback noticing = (metadata, failed) -> {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        }
    };
    private long startNanos;
    private volatile boolean sending = true;
    private volatile boolean over;
    private volatile boolean abandoned;

    Pipeline(
            Window window,
            KafkaProducer<byte[], byte[]> edge,
            KafkaProducer<byte[], byte[]> carry,
            KafkaConsumer<byte[], byte[]> log,
            KafkaConsumer<byte[], byte[]> inbox) {
        this.window = window;
        this.edge = edge;
        this.carry = carry;
        this.log = log;
        this.inbox = inbox;
        this.tally = new Tally(window.messages(), 2);
    }

    record Outcome(Tally.Count count, Latencies deliveries, Latencies lags, boolean abandoned) {}

    /// @throws IllegalStateException if Kafka did not take a record
    Outcome run() throws InterruptedException {
        Thread carrying = Thread.ofPlatform().start(this::carry);
        startNanos = System.nanoTime();
        Thread receiving = Thread.ofPlatform().start(this::receive);
        send();
        receiving.join();
        over = true;
        carrying.join();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return new Outcome(tally.count(), deliveries, lags, abandoned);
    }

    private void send() {
        boolean measuring = false;
        for (int message = 0; message < window.messages() && !abandoned; message++) {
            long due = startNanos + window.intendedNanos(message);
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            lags.record(System.nanoTime() - due);
            sent.incrementAndGet();
            edge.send(
                    new ProducerRecord<>(
                            PipelineMain.LOG,
                            message % PipelineMain.LOG_PARTITIONS,
                            logKey,
                            numbered(logValue, message, 0)),
                    noticing);
            if (message == window.warmUpMessages()) {
                measuring = true;
                System.out.println("measuring");
            }
        }
        if (!measuring) {
            System.out.println("measuring");
        }
        System.out.println("measured");
        sending = false;
    }

    private void carry() {
        while (!over) {
            for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
                int message = ByteBuffer.wrap(record.value()).getInt();
                for (int reader = 0; reader < 2; reader++) {
                    carry.send(
                            new ProducerRecord<>(
                                    PipelineMain.INBOX,
                                    (2 * message + reader) % PipelineMain.INBOX_PARTITIONS,
                                    inboxKey,
                                    numbered(inboxValue, message, reader)),
                            noticing);
                }
            }
        }
    }

    private void receive() {
        long lastCame = System.nanoTime();
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : inbox.poll(POLL)) {
                lastCame = System.nanoTime();
                take(ByteBuffer.wrap(record.value()), lastCame);
            }
            catchUp();
            abandoned |= tally.open() > window.perSecond() * 2 * SECONDS_BEHIND + 20;
            long quiet = System.nanoTime() - lastCame;
            boolean done = !sending && tally.open() == 0 && quiet > FOR_DOUBLES.toNanos();
            if (done || quiet > QUIET.toNanos() || failure.get() != null) {
                return;
            }
        }
    }

    /// What the sending thread has sent since.
    private void catchUp() {
        for (int known = tally.sentSoFar(); known < sent.get(); known++) {
            tally.sent();
        }
    }

    private void take(ByteBuffer value, long now) {
        catchUp();
        int message = value.getInt();
        int reader = value.getInt();
        if (tally.delivered(message, reader) && message >= window.warmUpMessages() && reader == 1) {
            deliveries.record(now - startNanos - window.intendedNanos(message));
        }
    }

    private static byte[] numbered(byte[] template, int message, int reader) {
        byte[] value = template.clone();
        ByteBuffer.wrap(value).putInt(message).putInt(reader);
        return value;
    }
}
