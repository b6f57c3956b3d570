package dev.parley.chat.edge;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that wait for all clients together, and who may add to them. Pure. Safe for any number of threads; nothing
/// locks.
///
/// What a connection may have waiting is a share of what is still free, so many slow readers get little each, and
/// they leave something to those that read: the fuller it is, the smaller the share. Large frames are turned away
/// before small ones. The method is that of Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory
/// Packet Switches", IEEE/ACM Transactions on Networking 6(2), 1998.
///
/// With `n` connections that read nothing, each has at most `total / (16 + n)` and as much as 16 such parts stay
/// free: of 256 MiB and 1,000 of them, 258 kB each, while 4 MB stay free.
final class OutboundBudget {
    /// A connection may have waiting what is free divided by this.
    private static final int SHARE = 16;

    /// One that has nothing waiting, as every client that reads, may have one frame of what is free divided by this.
    private static final int FIRST = 4;

    private final long total;
    private final AtomicLong used = new AtomicLong();

    /// @param total bytes
    OutboundBudget(long total) {
        this.total = total;
    }

    /// @param held bytes that the connection has of it already
    /// @return false if they are too many: nothing was taken then
    boolean take(long bytes, long held) {
        long before = used.get();
        while (isWithinShare(bytes, held, total - before)) {
            long witness = used.compareAndExchange(before, before + bytes);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    private static boolean isWithinShare(long bytes, long held, long free) {
        return held + bytes <= free / SHARE || (held == 0 && bytes <= free / FIRST);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /// Bytes taken and not given back.
    long used() {
        return used.get();
    }
}
