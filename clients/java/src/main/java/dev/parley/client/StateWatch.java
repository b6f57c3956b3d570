package dev.parley.client;

import dev.parley.client.connection.LinkState;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The connection's state, and waiting for one. Safe for several threads.
final class StateWatch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private LinkState state = LinkState.STOPPED;

    void changed(LinkState to) {
        lock.lock();
        try {
            state = to;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    LinkState now() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// The state when it fits, or the one it had when patience ended.
    LinkState await(Predicate<LinkState> fits, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = patience.toNanos();
            while (!fits.test(state) && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            return state;
        } finally {
            lock.unlock();
        }
    }
}
