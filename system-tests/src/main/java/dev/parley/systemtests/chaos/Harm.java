package dev.parley.systemtests.chaos;

import dev.parley.systemtests.process.Cluster;
import java.util.Set;

/// Something that goes wrong, with what an operator or Kubernetes does about it: when it returns, all runs again.
///
/// @param name for people, like `kill -9 of chat-2`
/// @param targets the processes that it needs for itself
record Harm(String name, Set<String> targets, Deed deed) {
    Harm {
        targets = Set.copyOf(targets);
    }

    interface Deed {
        void to(Cluster cluster) throws InterruptedException;
    }
}
