package dev.parley.api.outbox;

import dev.parley.contracts.id.ConversationId;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Table `outbox`. Turns exclude each other by an advisory lock of the transaction, which ends with its connection:
/// a replica that dies holds nobody up.
final class JdbcOutboxStore implements OutboxStore {
    private static final String ADD = """
            insert into outbox (conversation_id, record, created_at) values (:conversation, :record, :now) returning id
            """;
    /// Another replica's turn may take as long as Kafka takes to fail.
    private static final String BOUND_WAIT = "set local lock_timeout = '10s'";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('parley.api.outbox'))::text";
    private static final String OLDEST =
            "select id, conversation_id, created_at, record from outbox order by id limit :limit";
    private static final String REMOVE = "delete from outbox where id = any(:ids)";
    private static final String WAITING = "select count(*) from (select 1 from outbox limit :limit) entries";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    JdbcOutboxStore(JdbcClient jdbc, TransactionOperations transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public long add(ConversationId conversation, byte[] record) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an entry belongs to the transaction of the change it tells of");
        }
        return jdbc.sql(ADD)
                .param("conversation", conversation.value())
                .param("record", record)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    @Override
    public Turn turn(int limit, Function<List<PendingEntry>, Set<Long>> publish) {
        Turn turn = transaction.execute(status -> {
            jdbc.sql(BOUND_WAIT).update();
            jdbc.sql(LOCK).query(String.class).optional();
            List<PendingEntry> entries = jdbc.sql(OLDEST)
                    .param("limit", limit)
                    .query((row, number) -> new PendingEntry(
                            row.getLong("id"),
                            ConversationId.parse(row.getString("conversation_id")),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getBytes("record")))
                    .list();
            Set<Long> published = entries.isEmpty() ? Set.of() : publish.apply(entries);
            if (!published.isEmpty()) {
                jdbc.sql(REMOVE).param("ids", published.toArray(Long[]::new)).update();
            }
            List<Long> seen = entries.stream().map(PendingEntry::id).toList();
            return new Turn(seen, entries.size() < limit, published);
        });
        if (turn == null) {
            throw new IllegalStateException("a turn without a result");
        }
        return turn;
    }

    @Override
    public int waiting(int limit) {
        return jdbc.sql(WAITING).param("limit", limit).query(Integer.class).single();
    }
}
