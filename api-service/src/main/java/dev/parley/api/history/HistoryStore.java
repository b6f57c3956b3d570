package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Reads conversations. An event is there for good once it was seen. Every method fails with
/// [dev.parley.api.answer.UnavailableException] while the store does not answer.
///
/// Events lie in buckets of [#BUCKET]: a bucket is read in one piece from one place.
public interface HistoryStore {
    /// Seqs of a bucket. Fixed forever.
    long BUCKET = 4_096;

    static long bucketOf(long seq) {
        return seq / BUCKET;
    }

    static long lastSeqOf(long bucket) {
        return (bucket + 1) * BUCKET - 1;
    }

    /// The newest bucket that was opened. Its first event may still be on its way.
    long newestBucket(ConversationId conversation);

    /// Events of one bucket from `highest` downwards, newest first. Large bodies are
    /// [dev.parley.contracts.event.EventBody.Stored].
    List<Event> down(ConversationId conversation, long bucket, long highest, int limit);

    /// Events of one bucket from `lowest` upwards, oldest first. Bodies as in [#down].
    List<Event> up(ConversationId conversation, long bucket, long lowest, int limit);

    /// Texts of [dev.parley.contracts.event.EventBody.Stored] bodies.
    Map<MessageId, String> bodies(Collection<MessageId> ids);

    /// A group's newest rosters with a seq of at most `highest`, newest first.
    List<Roster> rosters(ConversationId.Group group, long highest, int limit);

    /// Seq of the event by which a user stopped being a member, as far as it was written down already; 0 for none.
    long leftSeq(UserId user, ConversationId.Group group);

    /// A group as of an event.
    record Roster(long seq, MembershipChange change) {
        public boolean has(UserId user) {
            return change.members().stream().anyMatch(member -> member.user().equals(user));
        }
    }
}
