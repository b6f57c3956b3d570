package dev.parley.chat.inbox;

import dev.parley.chat.TestKeyspace;

/// The real store of heads, for tests of those who read it.
public final class CassandraHeadsForTests {
    private CassandraHeadsForTests() {}

    public static HeadStore heads(TestKeyspace keyspace) {
        return new CassandraHeadStore(keyspace.session(), keyspace.name());
    }
}
