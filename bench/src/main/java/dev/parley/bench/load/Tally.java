package dev.parley.bench.load;

import java.util.Map;
import java.util.TreeMap;

/// Which messages came how often, at each of their readers. One thread.
///
/// Every message ends as delivered to all its readers, or as refused with a code. Anything else is lost; what a reader
/// got twice is doubled.
public final class Tally {
    private final int readers;
    private final byte[] seen;
    private final boolean[] refused;
    private final Map<String, Long> refusals = new TreeMap<>();
    private int sent;
    private long open;
    private long doubled;
    private long late;

    /// @param messages at most
    /// @param readers of each, the author included
    public Tally(int messages, int readers) {
        this.readers = readers;
        this.seen = new byte[Math.multiplyExact(messages, readers)];
        this.refused = new boolean[messages];
    }

    /// Messages are sent in the order of their numbers.
    public void sent() {
        sent++;
        open += readers;
    }

    /// @param reader from 0
    /// @return whether this is the first time
    public boolean delivered(int message, int reader) {
        if (message < 0 || message >= sent) {
            late++;
            return false;
        }
        int at = message * readers + reader;
        if (seen[at] != 0) {
            doubled++;
            return false;
        }
        seen[at] = 1;
        open -= refused[message] ? 0 : 1;
        return true;
    }

    /// The message was not taken, says the server.
    public void refused(int message, String code) {
        refusals.merge(code, 1L, Long::sum);
        if (message >= 0 && message < sent && !refused[message]) {
            refused[message] = true;
            for (int reader = 0; reader < readers; reader++) {
                // What was refused for now may have been taken all the same.
                open -= seen[message * readers + reader] == 0 ? 1 : 0;
            }
        }
    }

    /// Deliveries that are still to come.
    public long open() {
        return open;
    }

    public int sentSoFar() {
        return sent;
    }

    /// What came of it, once nothing more is to come.
    public Count count() {
        long lost = 0;
        for (int message = 0; message < sent; message++) {
            for (int reader = 0; reader < readers; reader++) {
                lost += seen[message * readers + reader] == 0 && !refused[message] ? 1 : 0;
            }
        }
        return new Count(sent, lost, doubled, late, Map.copyOf(refusals));
    }

    /// @param sent messages
    /// @param lost deliveries that did not come
    /// @param doubled deliveries that came once more
    /// @param strange deliveries of a number that was never sent
    /// @param refusals messages by the code they were refused with
    public record Count(long sent, long lost, long doubled, long strange, Map<String, Long> refusals) {
        public boolean isRight() {
            return lost == 0 && doubled == 0 && strange == 0;
        }

        /// Of both together.
        public Count and(Count other) {
            Map<String, Long> both = new TreeMap<>(refusals);
            other.refusals.forEach((code, times) -> both.merge(code, times, Long::sum));
            return new Count(
                    sent + other.sent,
                    lost + other.lost,
                    doubled + other.doubled,
                    strange + other.strange,
                    Map.copyOf(both));
        }

        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
