package dev.parley.simulation;

import dev.parley.chat.share.SharePlan;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A Kafka consumer group on one topic, as its members see it: partitions change hands with a last commit when the
/// old owner answers, and behind its back when it does not. Commits of a former owner are refused. Who gets what the
/// real assignor decides, or chance.
final class Group {
    private static final int USUAL_POLL = 6;
    private static final int MAX_POLL = 40;
    private static final double COMMIT_LOST = 0.1;
    private static final ConsumerGroupMetadata METADATA = new ConsumerGroupMetadata("chat");

    private final Topic topic;
    private final Fate fate;
    private final List<Loop> members = new ArrayList<>();
    private final @Nullable Loop[] owners;
    /// Who takes a partition in the round after the one in which it was given up.
    private final @Nullable Loop[] takers;
    private final int[] tenures;
    private SharePlan plan = SharePlan.NONE;
    private int generation;
    private int losses;
    /// A round was called for: by who gave something up, or by who was out of the group.
    private boolean called;

    Group(Topic topic, Fate fate) {
        this.topic = topic;
        this.fate = fate;
        this.owners = new Loop[topic.partitions()];
        this.takers = new Loop[topic.partitions()];
        this.tenures = new int[topic.partitions()];
    }

    Topic topic() {
        return topic;
    }

    void join(Loop loop) {
        members.add(loop);
    }

    void leave(Server dead) {
        members.removeIf(loop -> loop.server == dead);
        for (int partition = 0; partition < owners.length; partition++) {
            Loop owner = owners[partition];
            if (owner != null && owner.server == dead) {
                owners[partition] = null;
            }
        }
    }

    /// The generation in which its owner took it.
    int tenure(int partition) {
        return tenures[partition];
    }

    /// How often a partition went elsewhere behind its owner's back.
    int losses() {
        return losses;
    }

    @Nullable
    Loop owner(int partition) {
        return owners[partition];
    }

    List<Loop> members() {
        return List.copyOf(members);
    }

    /// One partition gets an owner, mostly another one; from one that answers in two rounds.
    void moveOne(int partition) {
        List<Loop> able = members.stream().filter(Loop::answers).toList();
        if (!able.isEmpty()) {
            Loop taker = takers[partition];
            takers[partition] = null;
            move(partition, taker != null && taker.answers() && fate.chance(0.9) ? taker : fate.pick(able));
        }
    }

    /// A round of the cooperative protocol among all that answer: the real assignor divides, each gives up what goes
    /// elsewhere, all hear the plan, and each takes what nobody had to give up. The rest waits for another round.
    void round() {
        called = false;
        expelSilent();
        members.stream().filter(Loop::answers).toList().forEach(Group::tellLosses);
        List<Loop> able = members.stream().filter(Loop::answers).toList();
        if (able.isEmpty()) {
            return;
        }
        Division division = Division.of(topic, able, fate.pick(able));
        division.check(owners);
        generation++;
        able.forEach(loop -> loop.generation = generation);
        able.forEach(loop -> giveUp(loop, division.partitions(loop)));
        able.stream()
                .filter(Loop::answers)
                .forEach(loop -> loop.assignor.onAssignment(division.assignment(loop), METADATA));
        able.stream().filter(Loop::answers).findFirst().ifPresent(this::keepPlan);
        able.forEach(loop -> take(loop, division.partitions(loop)));
    }

    /// They are out of the group; what they had they lose.
    private void expelSilent() {
        for (int partition = 0; partition < owners.length; partition++) {
            Loop owner = owners[partition];
            if (owner != null && !owner.answers()) {
                losses++;
                owner.lost.add(partition);
                owners[partition] = null;
            }
        }
    }

    private void giveUp(Loop loop, Set<Integer> keeps) {
        Set<Integer> gives = new TreeSet<>(loop.positions.keySet());
        gives.removeAll(keeps);
        if (!gives.isEmpty() && loop.answers()) {
            revoke(loop, gives);
            gives.forEach(partition -> owners[partition] = null);
            called = true;
        }
    }

    /// All that took part heard the same.
    private void keepPlan(Loop by) {
        plan = by.heard;
        members.stream().filter(loop -> loop.generation == generation).forEach(loop -> loop.heard = plan);
        for (int partition = 0; partition < owners.length; partition++) {
            String next = plan.ownerOf(partition).orElse("");
            takers[partition] = owners[partition] != null
                    ? null
                    : members.stream()
                            .filter(loop -> loop.server.toString().equals(next))
                            .findAny()
                            .orElse(null);
        }
    }

    private void take(Loop loop, Set<Integer> given) {
        Map<Integer, Long> taken = new TreeMap<>();
        for (int partition : given) {
            if (owners[partition] != loop && loop.answers()) {
                owners[partition] = loop;
                takers[partition] = null;
                tenures[partition] = generation;
                loop.positions.put(partition, topic.committed(partition));
                taken.put(partition, topic.committed(partition));
            }
        }
        if (!taken.isEmpty()) {
            inRebalance(loop, () -> loop.handler.assigned(taken, generation));
            loop.server.note(() -> "takes " + topic.name() + " from offsets " + taken);
        }
    }

    /// That a round among all of them, when nothing moves any more, has given each the same, but for one.
    ///
    /// @param drained has nothing
    void checkDivided(Optional<Server> drained) {
        Map<Loop, Integer> counts = new HashMap<>();
        for (int partition = 0; partition < owners.length; partition++) {
            Loop owner = owners[partition];
            if (owner == null) {
                throw new BrokenPromiseException("nobody has " + topic.name() + " " + partition);
            }
            counts.merge(owner, 1, Integer::sum);
        }
        List<Loop> sharing = members.stream()
                .filter(loop -> !Optional.of(loop.server).equals(drained))
                .toList();
        for (Loop loop : members) {
            int has = counts.getOrDefault(loop, 0);
            int most = sharing.contains(loop) ? Math.ceilDiv(owners.length, sharing.size()) : 0;
            int least = sharing.contains(loop) ? owners.length / sharing.size() : 0;
            if (has < least || has > most) {
                throw new BrokenPromiseException(loop.server + " has " + has + " of the " + owners.length
                        + " partitions of " + topic.name() + " among " + sharing.size());
            }
        }
    }

    /// Every partition without an owner that answers gets one.
    void repair() {
        if (lacksOwners() && fate.chance(0.5)) {
            round();
        }
        for (int partition = 0; partition < owners.length; partition++) {
            Loop owner = owners[partition];
            if (owner == null || !owner.answers()) {
                moveOne(partition);
            }
        }
    }

    private boolean lacksOwners() {
        return Arrays.stream(owners).anyMatch(owner -> owner == null || !owner.answers());
    }

    /// Members that answer hear who has what, and who is about to; the others when they look again.
    private void tellPlan() {
        Map<Integer, String> planned = new TreeMap<>();
        for (int partition = 0; partition < owners.length; partition++) {
            Loop next = takers[partition] == null ? owners[partition] : takers[partition];
            if (next != null) {
                planned.put(partition, next.server.toString());
            }
        }
        Map<String, URI> servers = new TreeMap<>();
        members.forEach(member -> servers.put(member.server.toString(), URI.create("ws://" + member.server)));
        plan = new SharePlan(planned, servers, false);
        members.stream().filter(Loop::answers).forEach(this::tellPlan);
    }

    private void tellPlan(Loop member) {
        member.share.planned(plan);
    }

    private void move(int partition, Loop to) {
        Loop from = owners[partition];
        if (from == to) {
            return;
        }
        if (from != null && from.server.isAlive()) {
            if (from.answers()) {
                revoke(from, Set.of(partition));
                owners[partition] = null;
                takers[partition] = to;
                tellPlan();
                return;
            }
            losses++;
            from.lost.add(partition);
        }
        // The old owner may have died while it was asked.
        if (!to.answers()) {
            owners[partition] = null;
            return;
        }
        generation++;
        tellLosses(to);
        if (!to.answers()) {
            owners[partition] = null;
            return;
        }
        to.generation = generation;
        takers[partition] = to;
        tellPlan();
        take(to, Set.of(partition));
    }

    private void revoke(Loop from, Set<Integer> partitions) {
        inRebalance(from, () -> {
            commit(from, from.handler.revoked(partitions));
            from.server.note(() -> "gives " + topic.name() + " " + partitions + " up");
        });
        partitions.forEach(from.positions::remove);
    }

    /// The others wait for it.
    private static void inRebalance(Loop loop, Runnable step) {
        loop.busy = true;
        loop.server.waitForNobody(true);
        try {
            step.run();
        } catch (CrashedException dead) {
            loop.server.note(() -> "died while partitions of " + loop.topic.name() + " moved");
        } finally {
            loop.server.waitForNobody(false);
            loop.busy = false;
        }
    }

    private static void tellLosses(Loop loop) {
        if (!loop.lost.isEmpty()) {
            Set<Integer> lost = new java.util.TreeSet<>(loop.lost);
            loop.lost.clear();
            lost.forEach(loop.positions::remove);
            loop.server.note(() -> "learns that it lost " + loop.topic.name() + " " + lost);
            inRebalance(loop, () -> loop.handler.lost(lost));
        }
    }

    /// What a consumer's thread does in one turn.
    ///
    /// @return whether there was anything to do
    boolean poll(Loop loop) {
        called |= !loop.lost.isEmpty();
        tellLosses(loop);
        if (loop.heard != plan) {
            tellPlan(loop);
        }
        if (loop.share.wantsRound() || called) {
            round();
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<Integer, Long> next = new TreeMap<>();
        loop.positions.forEach((partition, position) -> {
            var read = topic.read(partition, position, 1 + fate.below(fate.chance(0.2) ? MAX_POLL : USUAL_POLL));
            if (!read.isEmpty()) {
                records.addAll(read);
                next.put(partition, position + read.size());
            }
        });
        loop.busy = true;
        try {
            if (!records.isEmpty()) {
                loop.server.note(() -> "handles " + records.size() + " of " + topic.name() + " up to " + next);
                loop.handler.handle(records);
                next.forEach((partition, offset) -> loop.positions.computeIfPresent(partition, (p, old) -> offset));
            }
            commit(loop, loop.handler.committable());
        } catch (CrashedException dead) {
            loop.server.note(() -> "died at work on " + topic.name());
        } finally {
            loop.busy = false;
        }
        return !records.isEmpty();
    }

    private void commit(Loop loop, Map<Integer, Long> offsets) {
        if (offsets.isEmpty() || fate.trouble(Harm.COMMITS, COMMIT_LOST)) {
            return;
        }
        if (!loop.lost.isEmpty()) {
            loop.server.note(() -> "is refused a commit of " + topic.name());
            return;
        }
        offsets.forEach((partition, offset) -> {
            if (owners[partition] == loop) {
                topic.commit(partition, offset);
                loop.server.note(() -> "commits " + topic.name() + " " + partition + " at " + offset);
            }
        });
    }

    boolean isAtRest() {
        if (called) {
            return false;
        }
        for (int partition = 0; partition < owners.length; partition++) {
            Loop owner = owners[partition];
            if (owner == null || owner.positions.getOrDefault(partition, -1L) != topic.end(partition)) {
                return false;
            }
        }
        return true;
    }
}
