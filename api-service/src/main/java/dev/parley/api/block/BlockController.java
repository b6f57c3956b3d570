package dev.parley.api.block;

import dev.parley.api.account.PublicProfile;
import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's blocks.
@RestController
@RequestMapping("/v1/blocks")
class BlockController {
    private static final int MAX_PAGE = 1_000;

    private final ChangeBlock changeBlock;
    private final BlockStore blocks;

    BlockController(ChangeBlock changeBlock, BlockStore blocks) {
        this.changeBlock = changeBlock;
        this.blocks = blocks;
    }

    @PutMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void block(Caller caller, @PathVariable UserId user) {
        Answers.value(changeBlock.set(caller.user(), user, true));
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(Caller caller, @PathVariable UserId user) {
        Answers.value(changeBlock.set(caller.user(), user, false));
    }

    /// @param after the last user of the page before
    @GetMapping
    Blocked blocked(
            Caller caller, @RequestParam @Nullable UserId after, @RequestParam(defaultValue = "1000") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "limit must be from 1 to " + MAX_PAGE));
        }
        List<PublicProfile> found = blocks.blockedBy(caller.user(), after == null ? 0 : after.value(), limit + 1);
        boolean more = found.size() > limit;
        return new Blocked(more ? found.subList(0, limit) : found, more);
    }

    record Blocked(List<PublicProfile> users, boolean more) {}
}
