package dev.parley.chat.audit;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Goes along one conversation's rows, lowest seq first, and says what is wrong with them. For one thread.
final class Walk {
    /// Sends and ids kept to recognise one that comes twice; two that are further apart than this are not found.
    static final int REMEMBERED = 16_384;

    /// Findings of one walk; a conversation with more of them needs eyes anyway.
    static final int MAX_FINDINGS = 16;

    private record Name(UserId author, String clientMessageId) {}

    private final ConversationId conversation;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Name> names = newest();
    private final Set<MessageId> ids = newest();
    private final Set<Long> repeated = newest();
    private @Nullable EventRow last;
    private long lastSeq;
    private long reached;

    /// @param after rows up to this seq are not looked at
    Walk(ConversationId conversation, long after) {
        this.conversation = conversation;
        this.lastSeq = after;
        this.reached = after;
    }

    private static <T> Set<T> newest() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /// @param page what was read after [#reached]
    void take(AuditStore.Page page) {
        page.rows().forEach(this::take);
        reached = page.reached();
    }

    /// Where to read on.
    long reached() {
        return reached;
    }

    private void take(EventRow row) {
        boolean gap = row.seq() != lastSeq + 1;
        if (gap) {
            add(Finding.Kind.GAP, lastSeq + 1);
        }
        EventRow before = last;
        if (before != null && !follows(before.position(), row.position())) {
            add(Finding.Kind.ORDER, row.seq());
        }
        // What a gap held is not known, and so neither is the count behind it.
        if (before != null && !gap && row.count() != before.count() + (row.isMessage() ? 1 : 0)) {
            add(Finding.Kind.COUNT, row.seq());
        }
        boolean newName = !row.isMessage() || names.add(new Name(row.author(), row.clientMessageId()));
        boolean newId = ids.add(row.id());
        if (!newId) {
            add(Finding.Kind.DUPLICATE, row.seq());
        }
        if (!newName || !newId) {
            repeated.add(row.seq());
        }
        last = row;
        lastSeq = row.seq();
    }

    /// A topic made anew has a later epoch and offsets from 0 on.
    private static boolean follows(Position earlier, Position later) {
        return earlier.compareTo(later) < 0;
    }

    /// There are no further rows, and someone was told of events up to this seq.
    void end(long toldSeq) {
        if (toldSeq > lastSeq) {
            add(Finding.Kind.GAP, lastSeq + 1);
        }
    }

    void add(Finding.Kind kind, long seq) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(kind, conversation, seq));
        }
    }

    /// Seq of the last row, or what the walk began after.
    long lastSeq() {
        return lastSeq;
    }

    /// Whether its id stands before, or its author's name for it. A name alone proves nothing: who uses one again for
    /// something else gets a second event.
    boolean isRepeated(long seq) {
        return repeated.contains(seq);
    }

    boolean hasGap() {
        return findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.GAP);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
