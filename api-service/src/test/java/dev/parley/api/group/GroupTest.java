package dev.parley.api.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.MembershipChange.Kind;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupTest {
    private static final ConversationId.Group ID = new ConversationId.Group(21);
    private static final UserId OWNER = new UserId(1);
    private static final UserId ADMIN = new UserId(2);
    private static final UserId MEMBER = new UserId(3);
    private static final UserId STRANGER = new UserId(9);

    private final Group group = new Group(
            ID,
            "Title",
            5,
            List.of(
                    new Member(OWNER, Role.OWNER),
                    new Member(ADMIN, Role.ADMIN),
                    new Member(new UserId(4), Role.ADMIN),
                    new Member(MEMBER, Role.MEMBER)));

    @Test
    void creatorOwnsTheGroupAndNobodyIsInItTwice() {
        GroupDecision.Changed created =
                changed(Group.create(ID, "Title", OWNER, List.of(MEMBER, OWNER, MEMBER, ADMIN)));
        assertThat(created.group().members())
                .containsExactly(
                        new Member(OWNER, Role.OWNER), new Member(MEMBER, Role.MEMBER), new Member(ADMIN, Role.MEMBER));
        assertThat(created.change())
                .isEqualTo(new MembershipChange(
                        1, Kind.CREATED, List.of(MEMBER, ADMIN), created.group().members(), "Title"));
    }

    @Test
    void heirIsTheAdminWhoJoinedFirstOrElseTheMember() {
        GroupDecision.Changed handed = changed(group.handOver(OWNER));
        assertThat(handed.group().role(ADMIN)).contains(Role.OWNER);
        assertThat(handed.group().role(OWNER)).contains(Role.ADMIN);
        assertThat(handed.change().kind()).isEqualTo(Kind.ROLE_CHANGED);
        Group withoutAdmins = new Group(
                ID,
                "Title",
                5,
                List.of(
                        new Member(STRANGER, Role.MEMBER),
                        new Member(OWNER, Role.OWNER),
                        new Member(MEMBER, Role.MEMBER)));
        assertThat(changed(withoutAdmins.handOver(OWNER)).group().role(STRANGER))
                .contains(Role.OWNER);
    }

    @Test
    void whoOwnsNothingOrIsAloneHandsNothingOver() {
        assertThat(group.handOver(ADMIN)).isEqualTo(new GroupDecision.Unchanged(group));
        assertThat(group.handOver(STRANGER)).isEqualTo(denied(ErrorCode.NOT_A_MEMBER));
        Group alone = new Group(ID, "Title", 5, List.of(new Member(OWNER, Role.OWNER)));
        assertThat(alone.handOver(OWNER)).isEqualTo(new GroupDecision.Unchanged(alone));
    }

    @Test
    void hundredFitAndNotOneMore() {
        List<UserId> others =
                LongStream.rangeClosed(2, 100).mapToObj(UserId::new).toList();
        Group full = changed(Group.create(ID, "Title", OWNER, others)).group();
        assertThat(full.members()).hasSize(100);
        assertThat(full.add(OWNER, List.of(new UserId(101)))).isEqualTo(denied(ErrorCode.GROUP_FULL));
        List<UserId> tooMany =
                LongStream.rangeClosed(2, 101).mapToObj(UserId::new).toList();
        assertThat(Group.create(ID, "Title", OWNER, tooMany)).isEqualTo(denied(ErrorCode.GROUP_FULL));
    }

    @Test
    void adminsRenameAndAddMembersDont() {
        assertThat(changed(group.rename(ADMIN, "New")).group().title()).isEqualTo("New");
        assertThat(group.rename(ADMIN, "Title")).isEqualTo(new GroupDecision.Unchanged(group));
        assertThat(group.rename(MEMBER, "New")).isEqualTo(denied(ErrorCode.FORBIDDEN));
        assertThat(changed(group.add(ADMIN, List.of(STRANGER, MEMBER))).change().subjects())
                .containsExactly(STRANGER);
        assertThat(group.add(MEMBER, List.of(STRANGER))).isEqualTo(denied(ErrorCode.FORBIDDEN));
        assertThat(group.add(ADMIN, List.of(MEMBER))).isEqualTo(denied(ErrorCode.ALREADY_A_MEMBER));
    }

    @Test
    void nobodyRemovesTheirEqualsOrBetters() {
        assertThat(changed(group.remove(ADMIN, MEMBER)).change().kind()).isEqualTo(Kind.REMOVED);
        assertThat(changed(group.remove(OWNER, ADMIN)).change().subjects()).containsExactly(ADMIN);
        assertThat(group.remove(ADMIN, new UserId(4))).isEqualTo(denied(ErrorCode.FORBIDDEN));
        assertThat(group.remove(ADMIN, OWNER)).isEqualTo(denied(ErrorCode.FORBIDDEN));
        assertThat(group.remove(MEMBER, ADMIN)).isEqualTo(denied(ErrorCode.FORBIDDEN));
        assertThat(group.remove(OWNER, STRANGER)).isEqualTo(denied(ErrorCode.NOT_FOUND));
    }

    @Test
    void everyoneLeavesTheOwnerLast() {
        assertThat(changed(group.remove(MEMBER, MEMBER)).change().kind()).isEqualTo(Kind.LEFT);
        assertThat(group.remove(OWNER, OWNER)).isEqualTo(denied(ErrorCode.OWNER_MUST_STAY));
        Group alone = new Group(ID, "Title", 1, List.of(new Member(OWNER, Role.OWNER)));
        assertThat(changed(alone.remove(OWNER, OWNER)).group().members()).isEmpty();
    }

    @Test
    void handingOverMakesTheOldOwnerAnAdmin() {
        GroupDecision.Changed handedOver = changed(group.changeRole(OWNER, MEMBER, Role.OWNER));
        assertThat(handedOver.group().role(MEMBER)).contains(Role.OWNER);
        assertThat(handedOver.group().role(OWNER)).contains(Role.ADMIN);
        assertThat(handedOver.change().kind()).isEqualTo(Kind.ROLE_CHANGED);
        assertThat(handedOver.change().subjects()).containsExactly(MEMBER, OWNER);
    }

    @Test
    void onlyTheOwnerGivesRoles() {
        assertThat(changed(group.changeRole(OWNER, ADMIN, Role.MEMBER)).group().role(ADMIN))
                .contains(Role.MEMBER);
        assertThat(group.changeRole(OWNER, ADMIN, Role.ADMIN)).isEqualTo(new GroupDecision.Unchanged(group));
        assertThat(group.changeRole(OWNER, OWNER, Role.MEMBER)).isEqualTo(denied(ErrorCode.OWNER_MUST_STAY));
        assertThat(group.changeRole(OWNER, STRANGER, Role.ADMIN)).isEqualTo(denied(ErrorCode.NOT_FOUND));
        assertThat(group.changeRole(ADMIN, MEMBER, Role.ADMIN)).isEqualTo(denied(ErrorCode.FORBIDDEN));
    }

    @Test
    void strangersChangeNothing() {
        for (GroupDecision decision : List.of(
                group.rename(STRANGER, "New"),
                group.add(STRANGER, List.of(STRANGER)),
                group.remove(STRANGER, MEMBER),
                group.remove(STRANGER, STRANGER),
                group.changeRole(STRANGER, STRANGER, Role.OWNER))) {
            assertThat(decision).isEqualTo(denied(ErrorCode.NOT_A_MEMBER));
        }
    }

    /// Whatever is asked of a group, in whatever order: one owner while there is anyone, at most 100 members,
    /// versions without gaps.
    @Test
    void anyWalkKeepsTheGroupWhole() {
        for (long seed = 1; seed <= 50; seed++) {
            walk(new SplittableRandom(seed), seed);
        }
    }

    private static void walk(RandomGenerator random, long seed) {
        Group now = changed(Group.create(ID, "Title", OWNER, List.of())).group();
        for (int step = 0; step < 500; step++) {
            UserId actor = new UserId(random.nextInt(1, 8));
            UserId user = new UserId(random.nextInt(1, 120));
            GroupDecision decision = switch (random.nextInt(5)) {
                case 0 -> now.rename(actor, "Title " + random.nextInt(3));
                case 1 -> now.remove(actor, user);
                case 2 -> now.changeRole(actor, user, List.of(Role.values()).get(random.nextInt(3)));
                default -> now.add(actor, users(random));
            };
            if (decision instanceof GroupDecision.Changed changed) {
                assertThat(changed.group().version()).as("seed %s", seed).isEqualTo(now.version() + 1);
                assertThat(changed.change().members()).isEqualTo(changed.group().members());
                now = changed.group();
            }
            assertThat(now.members())
                    .as("seed %s", seed)
                    .hasSizeLessThanOrEqualTo(100)
                    .doesNotHaveDuplicates();
            assertThat(now.members())
                    .as("seed %s", seed)
                    .filteredOn(member -> member.role() == Role.OWNER)
                    .hasSize(now.members().isEmpty() ? 0 : 1);
        }
    }

    private static List<UserId> users(RandomGenerator random) {
        List<UserId> users = new ArrayList<>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            users.add(new UserId(random.nextInt(1, 120)));
        }
        return users;
    }

    private static GroupDecision.Changed changed(GroupDecision decision) {
        assertThat(decision).isInstanceOf(GroupDecision.Changed.class);
        return (GroupDecision.Changed) decision;
    }

    private static GroupDecision denied(ErrorCode code) {
        return new GroupDecision.Denied(code);
    }
}
