package dev.parley.presence.query;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.kit.problem.RefusedException;
import java.util.HashSet;
import java.util.List;

/// The parameter `users` of `GET /v1/presence`.
public final class UserListFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "presence-queries";
    }

    @Override
    public String promise() {
        return "1 to 200 users, none twice, or a refusal as invalid_request";
    }

    @Override
    public void hold(byte[] input) {
        List<UserId> users;
        try {
            users = PresenceController.parse(FuzzTarget.text(input));
        } catch (RefusedException refused) {
            FuzzTarget.requireEqual(ErrorCode.INVALID_REQUEST, refused.refused().code());
            return;
        }
        FuzzTarget.require(!users.isEmpty() && users.size() <= 200, "1 to 200 users");
        FuzzTarget.requireEqual(users.size(), new HashSet<>(users).size());
        FuzzTarget.requireEqual(users, PresenceController.parse(UserId.list(users)));
    }
}
