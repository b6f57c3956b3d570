package dev.parley.kit.ids;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Answers as the test says, and remembers what it was told.
final class ScriptedLeases implements LeaseStore {
    static final Duration TTL = Duration.ofSeconds(60);

    final Deque<Integer> free = new ArrayDeque<>(List.of(7, 3, 900));
    final List<String> released = new ArrayList<>();
    long startAboveMs;
    long highestTimeTold;
    boolean down;
    boolean lost;
    int calls;
    Runnable onTheWay = () -> {};

    @Override
    public synchronized WorkerLease acquire(String holder, long highestTimeUsedMs) {
        called();
        Integer worker = free.poll();
        if (worker == null) {
            throw new LeasesUnavailableException("every worker number is taken", null);
        }
        highestTimeTold = Math.max(highestTimeTold, highestTimeUsedMs);
        return lease(worker);
    }

    @Override
    public synchronized Optional<WorkerLease> renew(int worker, UUID token, long highestTimeUsedMs) {
        called();
        if (lost) {
            lost = false;
            return Optional.empty();
        }
        highestTimeTold = Math.max(highestTimeTold, highestTimeUsedMs);
        return Optional.of(lease(worker));
    }

    @Override
    public synchronized boolean release(int worker, UUID token, long highestTimeUsedMs) {
        called();
        return released.add(worker + " " + highestTimeUsedMs);
    }

    private void called() {
        calls++;
        onTheWay.run();
        if (down) {
            throw new LeasesUnavailableException("down", null);
        }
    }

    private WorkerLease lease(int worker) {
        return new WorkerLease(worker, new UUID(1, worker), Instant.EPOCH, TTL, startAboveMs);
    }
}
