package dev.parley.chat.presence;

import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where it is written who is here, for everyone to read. Only the holder of a slot's lease writes the slot's users,
/// so that a server which was frozen and wakes up late changes nothing that is its successor's.
///
/// Methods block, carry many slots in one round trip, and throw [PresenceAwayException] when the store does not
/// answer in time: then each part may have been done or not, and doing it again is harmless. Answers are in the
/// order of what was asked.
public interface PresenceStore {
    /// How long a lease stands without being renewed; nobody of the slot is online after it.
    Duration LEASE = Duration.ofSeconds(30);

    /// Takes leases, from whoever has one with a lower generation.
    ///
    /// @param generation of the assignment that gave the slots to this server
    List<Taken> take(long generation, List<Integer> slots);

    /// How taking one lease ended.
    sealed interface Taken {
        /// @param left how long the lease that stood there would have lived on; zero if there was none
        /// @param online whom the store has as online
        record Ours(Duration left, List<UserId> online) implements Taken {
            public Ours {
                online = List.copyOf(online);
            }
        }

        /// A server that was given the slot later has it.
        record Anothers() implements Taken {}
    }

    /// Writes changes and renews leases.
    List<Outcome> write(long generation, List<Write> writes);

    /// @param renew whether the lease is to be renewed, too
    /// @param changes may be empty
    record Write(int slot, boolean renew, List<Change> changes) {
        public Write {
            changes = List.copyOf(changes);
        }
    }

    /// @param lastSeenAt kept for one who went
    record Change(UserId user, boolean online, Instant lastSeenAt) {}

    /// How one write ended.
    enum Outcome {
        WRITTEN,
        /// There is no lease: it ran out, or the store was emptied. Nothing was written.
        GONE,
        /// Another server has the lease. Nothing was written.
        ANOTHERS
    }

    /// Says how many slots the region has, for those who look for a user's.
    void announce(int slots);
}
