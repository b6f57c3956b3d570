package dev.parley.api.block;

import dev.parley.api.answer.Answer;
import dev.parley.api.outbox.Outbox;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.ids.IdSource;

/// Sets and lifts blocks. A call returns when the conversation's log has the change, or after a bounded time.
final class ChangeBlock {
    private final BlockStore blocks;
    private final Outbox outbox;
    private final IdSource ids;

    ChangeBlock(BlockStore blocks, Outbox outbox, IdSource ids) {
        this.blocks = blocks;
        this.outbox = outbox;
        this.ids = ids;
    }

    /// @return the other user
    Answer<UserId> set(UserId blocker, UserId blocked, boolean active) {
        if (blocker.equals(blocked)) {
            return Answer.denied(ErrorCode.INVALID_REQUEST, "Nobody can block themself.");
        }
        return blocks.set(blocker, blocked, active, new MessageId(ids.next())).then(entry -> {
            entry.ifPresent(outbox::awaitPublished);
            return Answer.given(blocked);
        });
    }
}
