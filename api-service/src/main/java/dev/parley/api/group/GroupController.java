package dev.parley.api.group;

import dev.parley.api.edge.Answers;
import dev.parley.api.edge.Caller;
import dev.parley.api.text.Plain;
import dev.parley.api.text.PlainText;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Groups and their members.
@RestController
@RequestMapping("/v1/groups")
class GroupController {
    /// Of user ids in one request. More than a group holds, so that 101 get an answer about the group.
    private static final int MAX_NAMED = 1_000;

    private final ChangeGroup changeGroup;
    private final GroupStore groups;

    GroupController(ChangeGroup changeGroup, GroupStore groups) {
        this.changeGroup = changeGroup;
        this.groups = groups;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    GroupJson create(Caller caller, @Valid @RequestBody NewGroup it) {
        List<UserId> members = it.members() == null ? List.of() : it.members();
        return json(Answers.value(changeGroup.create(caller.user(), PlainText.tidy(it.title()), members)));
    }

    @GetMapping("/{id}")
    GroupJson group(Caller caller, @PathVariable ConversationId id) {
        return json(Answers.value(changeGroup.visible(group(id), caller.user())));
    }

    @PatchMapping("/{id}")
    GroupJson rename(Caller caller, @PathVariable ConversationId id, @Valid @RequestBody NewTitle it) {
        return json(Answers.value(changeGroup.rename(group(id), caller.user(), PlainText.tidy(it.title()))));
    }

    @PostMapping("/{id}/members")
    GroupJson add(Caller caller, @PathVariable ConversationId id, @Valid @RequestBody NewMembers it) {
        return json(Answers.value(changeGroup.add(group(id), caller.user(), it.userIds())));
    }

    @DeleteMapping("/{id}/members/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable ConversationId id, @PathVariable UserId user) {
        Answers.value(changeGroup.remove(group(id), caller.user(), user));
    }

    @PatchMapping("/{id}/members/{user}")
    GroupJson changeRole(
            Caller caller, @PathVariable ConversationId id, @PathVariable UserId user, @Valid @RequestBody NewRole it) {
        return json(Answers.value(changeGroup.changeRole(group(id), caller.user(), user, role(it.role()))));
    }

    private static ConversationId.Group group(ConversationId id) {
        return switch (id) {
            case ConversationId.Group group -> group;
            case ConversationId.Direct direct -> throw new RefusedException(ErrorCode.UNKNOWN_CONVERSATION);
        };
    }

    private static Role role(String text) {
        for (Role role : Role.values()) {
            if (role.wireName().equals(text)) {
                return role;
            }
        }
        throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "role must be member, admin or owner"));
    }

    private GroupJson json(Group group) {
        return new GroupJson(group.id(), group.title(), group.version(), groups.named(group));
    }

    record NewGroup(
            @NotNull @Plain(max = Group.MAX_TITLE) String title,
            @Size(max = MAX_NAMED) @Nullable List<@NotNull UserId> members) {}

    record NewTitle(@NotNull @Plain(max = Group.MAX_TITLE) String title) {}

    record NewMembers(@NotEmpty @Size(max = MAX_NAMED) List<@NotNull UserId> userIds) {}

    record NewRole(@NotNull String role) {}

    record GroupJson(ConversationId conversationId, String title, long version, List<NamedMember> members) {}
}
