package dev.parley.chat.conversation;

import dev.parley.chat.TestKeyspace;

/// The real stores of conversations, for tests of those who read them.
public final class CassandraForTests {
    private CassandraForTests() {}

    public static EventStore events(TestKeyspace keyspace) {
        return new CassandraEventStore(keyspace.session(), keyspace.name());
    }

    public static MemberStore members(TestKeyspace keyspace) {
        return new CassandraMemberStore(keyspace.session(), keyspace.name());
    }
}
