package dev.parley.client.simulate;

import java.util.concurrent.atomic.AtomicLong;

/// What was done so far, by all. Safe for several threads.
final class Tally {
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong saidToDeveloper = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    void said(boolean toDeveloper) {
        said.incrementAndGet();
        if (toDeveloper) {
            saidToDeveloper.incrementAndGet();
        }
    }

    void answered() {
        answers.incrementAndGet();
    }

    void refused() {
        refused.incrementAndGet();
    }

    void brokeOff() {
        broken.incrementAndGet();
    }

    /// @param with the developer's user
    String line(String with) {
        long no = refused.get();
        return "%d messages, %d to %s alone, %d answers · %d broken connections%s"
                .formatted(
                        said.get(),
                        saidToDeveloper.get(),
                        with,
                        answers.get(),
                        broken.get(),
                        no == 0 ? "" : " · " + no + " refused");
    }
}
