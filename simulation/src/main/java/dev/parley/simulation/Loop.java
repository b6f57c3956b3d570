package dev.parley.simulation;

import dev.parley.chat.share.GroupShare;
import dev.parley.chat.share.KafkaShareAssignor;
import dev.parley.chat.share.ShareOffer;
import dev.parley.chat.share.SharePlan;
import dev.parley.chat.topics.PartitionHandler;
import java.util.Map;
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
    final KafkaShareAssignor assignor = new KafkaShareAssignor();

    /// Next offset by partition this process believes to own.
    final NavigableMap<Integer, Long> positions = new TreeMap<>();

    /// Partitions that went to someone else while this process did not look.
    final NavigableSet<Integer> lost = new TreeSet<>();

    /// The last plan it was told.
    SharePlan heard = SharePlan.NONE;

    /// How much it wanted in the last round, compared with the others.
    int weight;

    /// The last round it took part in.
    int generation;

    /// Its thread is in the middle of something.
    boolean busy;

    Loop(Server server, Topic topic, PartitionHandler handler, GroupShare share) {
        this.server = server;
        this.topic = topic;
        this.handler = handler;
        this.share = new Hearing(share);
        assignor.configure(Map.of(KafkaShareAssignor.SHARE, this.share));
    }

    /// Remembers what it is told.
    private final class Hearing implements GroupShare {
        private final GroupShare real;

        Hearing(GroupShare real) {
            this.real = real;
        }

        @Override
        public ShareOffer offer() {
            ShareOffer offer = real.offer();
            weight = offer.weight();
            return offer;
        }

        @Override
        public void planned(SharePlan plan) {
            heard = plan;
            real.planned(plan);
        }

        @Override
        public boolean wantsRound() {
            return real.wantsRound();
        }

        @Override
        public void left() {
            real.left();
        }
    }

    /// Whether it can take part in a rebalance now.
    boolean answers() {
        return server.runs() && !busy && !server.executor().isRunning();
    }
}
