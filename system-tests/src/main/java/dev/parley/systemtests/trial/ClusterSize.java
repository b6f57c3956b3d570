package dev.parley.systemtests.trial;

import dev.parley.clikit.WholeNumber;
import dev.parley.systemtests.process.Cluster;
import picocli.CommandLine.Option;

/// Options of a program that tries a cluster.
public final class ClusterSize {
    @Option(names = "--people", paramLabel = "P", description = "how many talk, a multiple of ten; ${DEFAULT-VALUE}")
    @WholeNumber(least = 10, most = 100, multipleOf = 10)
    private int people = 50;

    @Option(
            names = "--servers",
            paramLabel = "C",
            description = "chat servers, 2 to " + Cluster.MOST_CHAT_SERVERS + "; ${DEFAULT-VALUE}")
    @WholeNumber(least = 2, most = Cluster.MOST_CHAT_SERVERS)
    private int servers = 3;

    /// A multiple of ten.
    public int people() {
        return people;
    }

    public int servers() {
        return servers;
    }
}
