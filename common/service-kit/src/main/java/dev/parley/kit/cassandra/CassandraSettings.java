package dev.parley.kit.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Cassandra is.
///
/// @param contactPoints `host:port` each
/// @param keyspace letters, digits and underscores; chat-service creates it
/// @param requestTimeout how long one statement may take before its caller is told that the store does not answer
/// @param user empty: none is named, for a Cassandra that lets everybody in
@ConfigurationProperties("parley.cassandra")
public record CassandraSettings(
        List<String> contactPoints,
        String datacenter,
        String keyspace,
        @DefaultValue("4s") Duration requestTimeout,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {
    public CassandraSettings {
        contactPoints = List.copyOf(contactPoints);
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("parley.cassandra.contact-points must name at least one node");
        }
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException(
                    "parley.cassandra.keyspace: 1 to 48 lower case letters, digits and underscores");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "CassandraSettings[" + contactPoints + ", " + datacenter + ", " + keyspace + ", " + user + "]";
    }

    List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String point : contactPoints) {
            int colon = point.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("parley.cassandra.contact-points: host:port expected");
            }
            addresses.add(
                    new InetSocketAddress(point.substring(0, colon), Integer.parseInt(point.substring(colon + 1))));
        }
        return addresses;
    }
}
