package dev.parley.simulation;

import dev.parley.chat.share.GroupShare;
import dev.parley.chat.share.SharePlan;
import dev.parley.chat.topics.PartitionHandler;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One process' consumer of one topic, and what handles its records.
final class Loop {
    final Server server;
    final Topic topic;
    final PartitionHandler handler;
    final GroupShare share;

    /// Next offset by partition this process believes to own.
    final NavigableMap<Integer, Long> positions = new TreeMap<>();

    /// Partitions that went to someone else while this process did not look.
    final NavigableSet<Integer> lost = new TreeSet<>();

    /// The last plan it was told.
    SharePlan heard = SharePlan.NONE;

    /// Its thread is in the middle of something.
    boolean busy;

    Loop(Server server, Topic topic, PartitionHandler handler, GroupShare share) {
        this.server = server;
        this.topic = topic;
        this.handler = handler;
        this.share = share;
    }

    /// Whether it can take part in a rebalance now.
    boolean answers() {
        return server.runs() && !busy && !server.executor().isRunning();
    }
}
