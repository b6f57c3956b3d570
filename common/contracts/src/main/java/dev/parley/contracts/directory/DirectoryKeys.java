package dev.parley.contracts.directory;

/// Where the directory lies in Redis. Losing it loses nothing: servers write it again within seconds. The braces
/// keep a region's keys on one node of
/// a Redis Cluster.
///
/// - `parley:{<region>}:server:<id>`: a [ChatServer] as JSON, expires when its server stops renewing it
/// - `parley:{<region>}:slots`: hash from slot to a [SlotOwner]'s text
/// - `parley:{<region>}:drains`: set of ids of servers that operators want drained; stays until taken back
/// - `parley:{<region>}:claim:<name>`: who alone may be what the name says, expires when its holder stops renewing it
/// - `parley:{<region>}:bus:<database>:<slot>`: no key but a channel, for the users of a slot. Carries
/// [dev.parley.contracts.bus.BusMessage]s. Channels are the same in all numbered databases of a Redis, so
/// the number stands in the name
public final class DirectoryKeys {
    private DirectoryKeys() {}

    public static String server(String region, String id) {
        return "parley:{" + region + "}:server:" + id;
    }

    /// Pattern for all servers of a region, for SCAN.
    public static String servers(String region) {
        return "parley:{" + region + "}:server:*";
    }

    public static String slots(String region) {
        return "parley:{" + region + "}:slots";
    }

    public static String drains(String region) {
        return "parley:{" + region + "}:drains";
    }

    public static String claim(String region, String name) {
        return "parley:{" + region + "}:claim:" + name;
    }

    /// @param database the number of the Redis database whose keys the others here are
    public static String bus(String region, int database, int slot) {
        return "parley:{" + region + "}:bus:" + database + ":" + slot;
    }
}
