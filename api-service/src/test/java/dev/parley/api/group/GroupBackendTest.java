package dev.parley.api.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupBackendTest {
    private final RunningApi api = RunningApi.shared();

    @Test
    void groupIsInItsLogWhenTheAnswerComes() {
        ApiUser owner = api.user();
        ApiUser friend = api.user();
        ConversationId.Group group = owner.createGroup("Lunch", friend);

        assertThat(changes(group))
                .containsExactly(new MembershipChange(
                        1,
                        Kind.CREATED,
                        List.of(friend.userId()),
                        List.of(new Member(owner.userId(), Role.OWNER), new Member(friend.userId(), Role.MEMBER)),
                        "Lunch"));
        Response seen = friend.get("/v1/groups/" + group);
        assertThat(seen.string("title")).isEqualTo("Lunch");
        assertThat(ApiUser.strings(seen.json().path("members"), "userId"))
                .containsExactlyInAnyOrder(owner.id(), friend.id());
    }

    @Test
    void everyChangeReachesTheLogInOrder() {
        ApiUser owner = api.user();
        ApiUser friend = api.user();
        ApiUser other = api.user();
        ConversationId.Group group = owner.createGroup("Lunch", friend);
        String path = "/v1/groups/" + group;

        assertThat(owner.patch(path, "{\"title\": \"  Dinner \"}").string("title"))
                .isEqualTo("Dinner");
        assertThat(owner.patch(path, "{\"title\": \"Dinner\"}")
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(owner.add(group, other, friend).json().path("members").size())
                .isEqualTo(3);
        assertThat(owner.patch(path + "/members/" + friend.id(), "{\"role\": \"admin\"}")
                        .status())
                .isEqualTo(200);
        assertThat(friend.delete(path + "/members/" + other.id()).status()).isEqualTo(204);
        assertThat(owner.patch(path + "/members/" + friend.id(), "{\"role\": \"owner\"}")
                        .status())
                .isEqualTo(200);
        assertThat(owner.delete(path + "/members/" + owner.id()).status()).isEqualTo(204);

        List<MembershipChange> changes = changes(group);
        assertThat(changes)
                .extracting(MembershipChange::kind)
                .containsExactly(
                        Kind.CREATED,
                        Kind.RENAMED,
                        Kind.ADDED,
                        Kind.ROLE_CHANGED,
                        Kind.REMOVED,
                        Kind.ROLE_CHANGED,
                        Kind.LEFT);
        assertThat(changes)
                .extracting(MembershipChange::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 7).boxed().toList());
        assertThat(changes.getLast().members()).containsExactly(new Member(friend.userId(), Role.OWNER));
    }

    @Test
    void rolesAreKept() {
        ApiUser owner = api.user();
        ApiUser admin = api.user();
        ApiUser member = api.user();
        ApiUser stranger = api.user();
        ConversationId.Group group = owner.createGroup("Roles", admin, member);
        String path = "/v1/groups/" + group;
        owner.patch(path + "/members/" + admin.id(), "{\"role\": \"admin\"}");

        assertThat(member.patch(path, "{\"title\": \"Mine\"}").code()).isEqualTo("forbidden");
        assertThat(member.add(group, stranger).code()).isEqualTo("forbidden");
        assertThat(member.delete(path + "/members/" + admin.id()).code()).isEqualTo("forbidden");
        assertThat(admin.delete(path + "/members/" + owner.id()).code()).isEqualTo("forbidden");
        assertThat(admin.patch(path + "/members/" + member.id(), "{\"role\": \"admin\"}")
                        .code())
                .isEqualTo("forbidden");
        assertThat(owner.delete(path + "/members/" + owner.id()).code()).isEqualTo("owner_must_stay");
        assertThat(owner.patch(path + "/members/" + owner.id(), "{\"role\": \"member\"}")
                        .code())
                .isEqualTo("owner_must_stay");
        assertThat(owner.delete(path + "/members/" + stranger.id()).code()).isEqualTo("not_found");
        assertThat(owner.patch(path + "/members/" + member.id(), "{\"role\": \"king\"}")
                        .code())
                .isEqualTo("invalid_request");
        assertThat(owner.add(group, member).code()).isEqualTo("already_a_member");
        assertThat(stranger.get(path).code()).isEqualTo("not_a_member");
        assertThat(stranger.add(group, stranger).code()).isEqualTo("not_a_member");
        assertThat(stranger.get("/v1/groups/g.77").code()).isEqualTo("unknown_conversation");
        assertThat(owner.get("/v1/groups/" + owner.direct(member)).code()).isEqualTo("unknown_conversation");
        assertThat(owner.get("/v1/groups/nonsense").code()).isEqualTo("invalid_request");
    }

    @Test
    void badGroupsAreRefused() {
        ApiUser owner = api.user();
        for (String body : List.of(
                "{}",
                "{\"title\": \"\"}",
                "{\"title\": \"a\\nb\"}",
                "{\"title\": \"" + "x".repeat(101) + "\"}",
                "{\"title\": \"numbers\", \"members\": [17]}",
                "{\"title\": \"nulls\", \"members\": [null]}",
                "{\"title\": \"malformed\", \"members\": [\"017\"]}",
                "{\"title\": \"no list\", \"members\": \"17\"}",
                "[]",
                "{\"title\": \"twice\", \"title\": \"twice\"}")) {
            assertThat(owner.post("/v1/groups", body).code()).as(body).isEqualTo("invalid_request");
        }
        assertThat(owner.post("/v1/groups", "{\"title\": \"x\", \"members\": [\"17\"]}")
                        .code())
                .isEqualTo("unknown_user");
    }

    @Test
    void groupOf101IsRefused() {
        ApiUser owner = api.user();
        List<ApiUser> others = api.idleUsers(100);
        Response refused = owner.post("/v1/groups", body("Too many", others));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("group_full");
        assertThat(owner.post("/v1/groups", body("Just right", others.subList(0, 99)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void of20WhoAddToAGroupOf99AtOnceOneWins() throws Exception {
        ApiUser owner = api.user();
        List<ApiUser> others = api.idleUsers(98);
        ConversationId.Group group = owner.createGroup("Nearly full", others.toArray(ApiUser[]::new));
        List<ApiUser> latecomers = api.idleUsers(20);

        List<Response> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(latecomers.size())) {
            List<Callable<Response>> adds = latecomers.stream()
                    .map(user -> (Callable<Response>) () -> owner.add(group, user))
                    .toList();
            for (var answer : threads.invokeAll(adds)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(it -> it.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(it -> it.status() != 200)
                .extracting(Response::code)
                .containsOnly("group_full")
                .hasSize(19);
        assertThat(changes(group)).hasSize(2);
        assertThat(changes(group).getLast().members()).hasSize(100);
    }

    @Test
    void lastMemberMayLeave() {
        ApiUser owner = api.user();
        ConversationId.Group group = owner.createGroup("Alone");
        assertThat(owner.delete("/v1/groups/" + group + "/members/" + owner.id())
                        .status())
                .isEqualTo(204);
        assertThat(changes(group).getLast().members()).isEmpty();
        assertThat(owner.get("/v1/groups/" + group).code()).isEqualTo("not_a_member");
    }

    @Test
    void whoIsBlockedCannotBringTheBlockerIntoGroups() {
        ApiUser owner = api.user();
        ApiUser shy = api.user();
        shy.put("/v1/blocks/" + owner.id());

        Response created = owner.post("/v1/groups", body("Come on", List.of(shy)));
        assertThat(created.status()).isEqualTo(403);
        assertThat(created.code()).isEqualTo("blocked");
        assertThat(owner.add(owner.createGroup("Alone"), shy).code()).isEqualTo("blocked");
    }

    @Test
    void whoIsTakenOutOfAllGroupsLeavesThemInGoodHands() {
        ApiUser user = api.user();
        ApiUser first = api.user();
        ApiUser second = api.user();
        ConversationId.Group withAdmin = user.createGroup("Admin inherits", first, second);
        user.patch("/v1/groups/" + withAdmin + "/members/" + second.id(), "{\"role\": \"admin\"}");
        ConversationId.Group withoutAdmin = user.createGroup("First inherits", first, second);
        ConversationId.Group alone = user.createGroup("Alone");
        ConversationId.Group others = first.createGroup("Others'", user);

        LeaveGroups leaveGroups = api.bean(LeaveGroups.class);
        assertThat(leaveGroups.leaveAll(user.userId())).isEqualTo(4);

        assertThat(changes(withAdmin).getLast().members())
                .containsExactly(new Member(first.userId(), Role.MEMBER), new Member(second.userId(), Role.OWNER));
        assertThat(changes(withAdmin))
                .extracting(MembershipChange::kind)
                .endsWith(Kind.ROLE_CHANGED, Kind.ROLE_CHANGED, Kind.LEFT);
        assertThat(changes(withoutAdmin).getLast().members())
                .containsExactly(new Member(first.userId(), Role.OWNER), new Member(second.userId(), Role.MEMBER));
        assertThat(changes(alone).getLast().members()).isEmpty();
        assertThat(changes(others)).extracting(MembershipChange::kind).containsExactly(Kind.CREATED, Kind.LEFT);
        assertThat(leaveGroups.leaveAll(user.userId())).isZero();
    }

    private static String body(String title, List<ApiUser> members) {
        String ids = String.join("\", \"", members.stream().map(ApiUser::id).toList());
        return "{\"title\": \"" + title + "\", \"members\": [\"" + ids + "\"]}";
    }

    private List<MembershipChange> changes(ConversationId.Group group) {
        return api.log().entries(group).stream()
                .map(entry -> ((LogEntry.Membership) entry).change())
                .toList();
    }
}
