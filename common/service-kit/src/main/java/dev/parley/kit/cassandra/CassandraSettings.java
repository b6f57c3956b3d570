package dev.parley.kit.cassandra;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Cassandra is.
///
/// @param contactPoints `host:port` each
/// @param keyspace letters, digits and underscores; chat-service creates it
/// @param requestTimeout how long one statement may take before its caller is told that the store does not answer
/// @param user empty: none is named, for a Cassandra that lets everybody in
/// @param tls whether its nodes speak TLS
/// @param caFile certificates of its authorities in PEM; none: those that the JDK trusts
/// @param checkNames whether a node's certificate must be for the address at which it is reached, as it should; the
/// driver finds nodes by address, which certificates of many installations do not name
@ConfigurationProperties("parley.cassandra")
public record CassandraSettings(
        List<String> contactPoints,
        String datacenter,
        String keyspace,
        @DefaultValue("4s") Duration requestTimeout,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("false") boolean tls,
        @Nullable Path caFile,
        @DefaultValue("true") boolean checkNames) {
    @ConstructorBinding
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

    /// Without TLS.
    public CassandraSettings(
            List<String> contactPoints,
            String datacenter,
            String keyspace,
            Duration requestTimeout,
            String user,
            String password) {
        this(contactPoints, datacenter, keyspace, requestTimeout, user, password, false, null, true);
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
