package dev.parley.chat.schema;

/// A keyspace whose schema is there. Whoever needs the tables asks for one.
public record Keyspace(String name) {}
