package dev.parley.bench.scene;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// What Cassandra says of the services' tables over JMX, as `nodetool` asks it, and flush and compaction.
public final class CassandraTables implements AutoCloseable {
    private static final String KEYSPACE = "parley";
    private static final List<String> TABLES = List.of("events", "bodies", "rosters", "tails", "heads");

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private CassandraTables(JMXConnector connector, MBeanServerConnection beans) {
        this.connector = connector;
        this.beans = beans;
    }

    /// Opens a JMX connection into its JVM, which listens to none by itself.
    @SuppressWarnings("BanJNDI") // The address comes from that very JVM, which the bench has started.
    static CassandraTables of(ProcessHandle cassandra) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(cassandra.pid()));
            try {
                JMXConnector connector =
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                return new CassandraTables(connector, connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new IllegalStateException("Cassandra can't be asked", e);
        }
    }

    /// Partitions of one table that were read so far.
    public long partitionsRead(String table) {
        return number(table, "ReadLatency");
    }

    /// Of all tables, indexes and filters included.
    public long diskBytes() {
        return TABLES.stream()
                .mapToLong(table -> number(table, "LiveDiskSpaceUsed"))
                .sum();
    }

    /// Writes all memory tables to disk, and of each table's files makes one.
    public void flushAndCompact() {
        call("forceKeyspaceFlush", new Object[] {KEYSPACE, new String[0]}, String.class, String[].class);
        call(
                "forceKeyspaceCompaction",
                new Object[] {false, KEYSPACE, new String[0]},
                boolean.class,
                String.class,
                String[].class);
    }

    private void call(String operation, Object[] values, Class<?>... types) {
        String[] signature = new String[types.length];
        for (int i = 0; i < types.length; i++) {
            signature[i] = types[i].getName();
        }
        try {
            beans.invoke(
                    new ObjectName("org.apache.cassandra.db", "type", "StorageService"), operation, values, signature);
        } catch (JMException | IOException e) {
            throw new IllegalStateException("Cassandra does not " + operation, e);
        }
    }

    private long number(String table, String metric) {
        try {
            ObjectName name = new ObjectName("org.apache.cassandra.metrics:type=Table,keyspace=" + KEYSPACE + ",scope="
                    + table + ",name=" + metric);
            return (Long) beans.getAttribute(name, "Count");
        } catch (JMException | IOException e) {
            throw new IllegalStateException("Cassandra does not tell " + metric + " of " + table, e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
