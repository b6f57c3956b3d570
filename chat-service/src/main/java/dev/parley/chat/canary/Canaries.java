package dev.parley.chat.canary;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import java.util.stream.LongStream;

/// Which user ids are canaries': ids of the first millisecond of all, from worker 512 on. No account has one of them,
/// since accounts are made later than that.
public final class Canaries {
    static final long FIRST = 1L << 21;
    static final long END = 1L << 22;

    private Canaries() {}

    public static boolean isOne(UserId user) {
        return user.value() >= FIRST && user.value() < END;
    }

    /// Two canaries with the same number are one user, those with different numbers are two.
    ///
    /// @param number from 0 on
    /// @throws IllegalStateException if the slot has not that many, which takes a hundred thousand slots
    static UserId of(int slot, int slots, int number) {
        return LongStream.range(FIRST, END)
                .mapToObj(UserId::new)
                .filter(user -> Slots.of(user, slots) == slot)
                .skip(number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("slot " + slot + " has too few canaries"));
    }
}
