package dev.parley.api.support;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.EventBodies;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.testkit.engines.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// The tables this service reads, made from the migrations of chat-service, which owns them; and rows in them, as
/// it writes them.
public final class ConversationTables implements AutoCloseable {
    private static final int LARGEST_IN_PLACE = 8 * 1024;

    private final CassandraSettings settings;
    private final CqlSession session;

    private ConversationTables(CassandraSettings settings, CqlSession session) {
        this.settings = settings;
        this.session = session;
    }

    public static ConversationTables fresh() {
        Properties engines = TestEngines.get().properties();
        CassandraSettings settings = new CassandraSettings(
                List.of(engines.getProperty("parley.cassandra.contact-points")),
                engines.getProperty("parley.cassandra.datacenter"),
                TestEngines.get().freshKeyspaceName(),
                Duration.ofSeconds(20),
                "",
                "");
        CqlSession session = CassandraWiring.open(settings);
        session.execute("CREATE KEYSPACE " + settings.keyspace()
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        statements()
                .forEach(text -> session.execute(text.replaceFirst(
                        "^(CREATE TABLE IF NOT EXISTS|ALTER TABLE) ", "$1 " + settings.keyspace() + ".")));
        return new ConversationTables(settings, session);
    }

    private static List<String> statements() {
        Path migrations = Path.of(System.getProperty("parley.root", ".."))
                .resolve("chat-service/src/main/resources/cassandra/migration");
        try (Stream<Path> files = Files.list(migrations)) {
            return files.sorted()
                    .map(ConversationTables::read)
                    .map(text -> text.replaceAll("(?m)^--.*$", ""))
                    .flatMap(text -> Stream.of(text.split(";", -1)))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public CassandraSettings settings() {
        return settings;
    }

    /// Writes an event and what goes with it: its body where that is large, the roster, the newest bucket.
    public void write(Event event) {
        EventBody body = event.body();
        if (body instanceof EventBody.Text text && utf8(text).length > LARGEST_IN_PLACE) {
            insert("bodies (message_id, body)", event.id().value(), text.text());
            body = new EventBody.Stored(utf8(text).length);
        }
        if (body instanceof EventBody.Membership) {
            insert(
                    "rosters (conversation_id, seq, author, payload)",
                    event.conversation().value(),
                    event.seq(),
                    event.author().value(),
                    ByteBuffer.wrap(EventBodies.encode(body)));
        }
        openBucket(event.conversation(), HistoryStore.bucketOf(event.seq()));
        insert(
                "events (conversation_id, bucket, seq, message_id, author, client_message_id, count, payload)",
                event.conversation().value(),
                HistoryStore.bucketOf(event.seq()),
                event.seq(),
                event.id().value(),
                event.author().value(),
                event.clientMessageId(),
                event.count(),
                ByteBuffer.wrap(EventBodies.encode(body)));
    }

    private static byte[] utf8(EventBody.Text text) {
        return text.text().getBytes(StandardCharsets.UTF_8);
    }

    public void openBucket(ConversationId conversation, long bucket) {
        insert("tails (conversation_id, bucket)", conversation.value(), bucket);
    }

    /// Writes a user's entry that last changed at `offset`.
    public void writeHead(
            UserId user,
            ConversationId conversation,
            long seq,
            long count,
            long readSeq,
            long readCount,
            long leftSeq,
            long offset) {
        insert(
                "heads (user_id, conversation_id, seq, count, own_count, read_seq, read_count, read_own, left_seq,"
                        + " changed_epoch, changed_offset)",
                user.value(),
                conversation.value(),
                seq,
                count,
                0L,
                readSeq,
                readCount,
                0L,
                leftSeq,
                1,
                offset);
    }

    /// Writes a member's entry with what [#writeHead] leaves out.
    public void writeMarks(
            UserId user, ConversationId conversation, long seq, long readSeq, long rungSeq, long deliveredSeq) {
        insert(
                "heads (user_id, conversation_id, seq, read_seq, rung_seq, delivered_seq)",
                user.value(),
                conversation.value(),
                seq,
                readSeq,
                rungSeq,
                deliveredSeq);
    }

    private void insert(String into, Object... values) {
        String marks = "?, ".repeat(values.length - 1) + "?";
        session.execute(SimpleStatement.newInstance(
                "INSERT INTO " + settings.keyspace() + "." + into + " VALUES (" + marks + ")", values));
    }

    @Override
    public void close() {
        session.close();
    }
}
