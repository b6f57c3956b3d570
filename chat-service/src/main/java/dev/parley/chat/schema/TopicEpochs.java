package dev.parley.chat.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import org.jspecify.annotations.Nullable;

/// Table `epochs`: counts the lives of topics. Offsets of one life say nothing about those of another.
public final class TopicEpochs {
    private static final String SELECT = "SELECT topic_id, epoch FROM %s.epochs WHERE topic = ?";
    private static final String FIRST = "INSERT INTO %s.epochs (topic, topic_id, epoch) VALUES (?, ?, 1) IF NOT EXISTS";
    private static final String NEXT = "UPDATE %s.epochs SET topic_id = ?, epoch = ? WHERE topic = ? IF epoch = ?";

    private final CqlSession session;
    private final String keyspace;

    public TopicEpochs(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /// The epoch of a topic, the next one if its id is not the one seen last. Agreed among servers by lightweight
    /// transactions.
    ///
    /// @param topicId as Kafka gives it
    public int of(String topic, String topicId) {
        while (true) {
            @Nullable
            Row row = session.execute(SELECT.formatted(keyspace), topic).one();
            if (row == null) {
                session.execute(FIRST.formatted(keyspace), topic, topicId);
            } else if (topicId.equals(row.getString("topic_id"))) {
                return row.getInt("epoch");
            } else {
                int epoch = row.getInt("epoch");
                session.execute(NEXT.formatted(keyspace), topicId, epoch + 1, topic, epoch);
            }
        }
    }
}
