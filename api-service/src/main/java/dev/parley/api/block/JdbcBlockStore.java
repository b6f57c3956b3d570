package dev.parley.api.block;

import dev.parley.api.account.PublicProfile;
import dev.parley.api.answer.Answer;
import dev.parley.api.outbox.Outbox;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Table `blocks`; reads `users`.
final class JdbcBlockStore implements BlockStore {
    /// Locks the pair's row until the commit, so versions and outbox ids rise together.
    private static final String SET = """
            insert into blocks (blocker, blocked, active, version, changed_at)
            values (:blocker, :blocked, true, 1, :now)
            on conflict (blocker, blocked) do update
            set active = true, version = blocks.version + 1, changed_at = excluded.changed_at
            where not blocks.active
            returning version
            """;
    private static final String LIFT = """
            update blocks set active = false, version = version + 1, changed_at = :now
            where blocker = :blocker and blocked = :blocked and active
            returning version
            """;
    /// Waits for whoever erases one of them; who is there then stays until the commit.
    private static final String HOLD = "select id from users where id in (:one, :other) for key share";

    private static final String BETWEEN = """
            select count(*) from blocks
            where active and (blocker = :one and blocked = :other or blocker = :other and blocked = :one)
            """;
    private static final String BLOCKED = """
            select u.id, u.name, u.display_name, u.about from blocks b join users u on u.id = b.blocked
            where b.blocker = :blocker and b.active and b.blocked > :after order by b.blocked limit :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Outbox outbox;
    private final InstantSource clock;

    JdbcBlockStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Answer<OptionalLong> set(UserId blocker, UserId blocked, boolean active, MessageId entryId) {
        Answer<OptionalLong> set = transaction.execute(status -> {
            if (!bothStay(blocker, blocked)) {
                return Answer.denied(ErrorCode.UNKNOWN_USER);
            }
            Optional<Long> version = jdbc.sql(active ? SET : LIFT)
                    .param("blocker", blocker.value())
                    .param("blocked", blocked.value())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .optional();
            if (version.isEmpty()) {
                return Answer.given(OptionalLong.empty());
            }
            BlockChange change = new BlockChange(active, version.get());
            return Answer.given(OptionalLong.of(
                    outbox.add(ConversationId.direct(blocker, blocked), new LogEntry.Block(entryId, blocker, change))));
        });
        if (set == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return set;
    }

    private boolean bothStay(UserId one, UserId other) {
        return jdbc.sql(HOLD)
                        .param("one", one.value())
                        .param("other", other.value())
                        .query(Long.class)
                        .list()
                        .size()
                == 2;
    }

    @Override
    public boolean isBetween(UserId one, UserId other) {
        return jdbc.sql(BETWEEN)
                        .param("one", one.value())
                        .param("other", other.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public List<PublicProfile> blockedBy(UserId blocker, long after, int limit) {
        return jdbc.sql(BLOCKED)
                .param("blocker", blocker.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new PublicProfile(
                        new UserId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getString("about")))
                .list();
    }
}
