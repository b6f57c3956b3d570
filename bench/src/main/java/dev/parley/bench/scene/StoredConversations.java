package dev.parley.bench.scene;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Conversations put into Cassandra as rows, as the chat server writes them: millions of events would take an hour to
/// say.
public final class StoredConversations {
    /// Events of a partition. Fixed forever.
    public static final int BUCKET = 4_096;

    private static final String EVENT =
            "INSERT INTO events (conversation_id, bucket, seq, message_id, author, client_message_id, count, log_epoch,"
                    + " log_offset, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TAIL = "INSERT INTO tails (conversation_id, bucket) VALUES (?, ?) USING TIMESTAMP ?";
    /// Batches stay below Cassandra's limit of 50 KiB with texts up to 300 bytes.
    private static final int TOGETHER = 100;

    private static final int UNDER_WAY = 32;
    private static final int WORKER = Snowflake.MAX_WORKER;
    private static final long FIRST_MS = Snowflake.EPOCH_MS + 2 * 86_400_000L;

    private final CqlSession session;
    private final PreparedStatement event;
    private final PreparedStatement tail;
    private final List<byte[]> payloads;
    private final Semaphore free = new Semaphore(UNDER_WAY);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param texts one after the other
    public StoredConversations(CqlSession session, List<String> texts) {
        this.session = session;
        this.event = session.prepare(EVENT);
        this.tail = session.prepare(TAIL);
        this.payloads = texts.stream()
                .map(text -> EventBodies.encode(new EventBody.Text(text)))
                .toList();
    }

    /// Events 1 to `events`, said in turn. Returns when the store has them.
    ///
    /// @throws IllegalStateException if it did not take one
    public void write(ConversationId.Direct conversation, int events) {
        for (int from = 1; from <= events; ) {
            int to = Math.min(events + 1, endOfBatch(from));
            if (from == 1 || from % BUCKET == 0) {
                send(BatchStatement.builder(BatchType.UNLOGGED)
                        .addStatement(tail.bind(conversation.value(), bucket(from), bucket(from) + 1)));
            }
            BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
            for (int seq = from; seq < to; seq++) {
                batch.addStatement(event.bind(
                        conversation.value(),
                        bucket(seq),
                        (long) seq,
                        Snowflake.of(FIRST_MS + seq, WORKER, 0),
                        author(conversation, seq).value(),
                        "bench-" + seq,
                        (long) seq,
                        1,
                        (long) seq,
                        ByteBuffer.wrap(payloads.get(
                                (int) (Math.floorMod(conversation.hashCode(), payloads.size()) + (long) seq)
                                        % payloads.size()))));
            }
            send(batch);
            from = to;
        }
        awaitAll();
    }

    static long bucket(long seq) {
        return seq / BUCKET;
    }

    /// A batch never reaches into another partition.
    static int endOfBatch(int from) {
        return Math.min(from + TOGETHER, (from / BUCKET + 1) * BUCKET);
    }

    private static UserId author(ConversationId.Direct conversation, int seq) {
        return seq % 2 == 0 ? conversation.lower() : conversation.higher();
    }

    private void send(BatchStatementBuilder batch) {
        free.acquireUninterruptibly();
        session.executeAsync(batch.build()).whenComplete((rows, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
            free.release();
        });
    }

    private void awaitAll() {
        free.acquireUninterruptibly(UNDER_WAY);
        free.release(UNDER_WAY);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("events could not be stored", failed);
        }
    }
}
