package dev.parley.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// An idempotent Kafka producer: what it was given lands in order, sooner or later. When its process dies, a prefix
/// of what was under way still lands, possibly long after.
final class Producer {
    /// A record under way.
    final class Append extends CompletableFuture<Void> {
        private final Topic topic;
        private final int partition;
        private final byte[] key;
        private final byte[] value;

        private Append(Topic topic, int partition, byte[] key, byte[] value) {
            this.topic = topic;
            this.partition = partition;
            this.key = key;
            this.value = value;
        }

        /// Only in the log; nobody is told.
        void land() {
            topic.append(partition, key, value);
        }

        /// Waiting for it gives it the time it needs.
        @Override
        public Void get() throws InterruptedException, ExecutionException {
            while (!isDone()) {
                landNext();
            }
            return super.get();
        }
    }

    private final Deque<Append> underWay = new ArrayDeque<>();

    Append append(Topic topic, int partition, byte[] key, byte[] value) {
        Append append = new Append(topic, partition, key, value);
        underWay.add(append);
        return append;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    void landNext() {
        Append next = underWay.removeFirst();
        next.land();
        next.complete(null);
    }

    /// The next one's fate is not known to who sent it.
    Append giveUpNext() {
        return underWay.removeFirst();
    }

    /// The process is dead.
    ///
    /// @return what still lands, in order
    Deque<Append> die(Fate fate) {
        Deque<Append> later = new ArrayDeque<>();
        for (int left = fate.below(underWay.size() + 1); left > 0; left--) {
            later.add(underWay.removeFirst());
        }
        underWay.clear();
        return later;
    }
}
