package dev.parley.api.visibility;

import dev.parley.api.history.CassandraConnection;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.ConversationId;
import java.util.List;

/// Reads `heads`, which chat-service owns.
final class CassandraTalkStore implements TalkStore {
    private static final String HEAD = "SELECT conversation_id FROM %s.heads WHERE user_id = ? AND conversation_id = ?";

    private final CassandraConnection cassandra;

    CassandraTalkStore(CassandraConnection cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public List<Boolean> talk(List<Glance> glances) {
        List<Object[]> asked = glances.stream()
                .map(glance -> new Object[] {
                    glance.seen().value(),
                    ConversationId.direct(glance.viewer(), glance.seen()).value()
                })
                .toList();
        return cassandra.rowsOfEach(HEAD, asked).stream()
                .map(rows -> !rows.isEmpty())
                .toList();
    }
}
