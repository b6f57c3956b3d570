package dev.parley.api.group;

import dev.parley.api.answer.Answer;
import dev.parley.api.outbox.Outbox;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Tables `groups` and `group_members`; reads `users` and `blocks`. All changes of a group lock its row first.
final class JdbcGroupStore implements GroupStore {
    private static final String ADD = """
            insert into groups (id, title, version, created_at, changed_at) values (:id, :title, :version, :now, :now)
            """;
    private static final String LOCK = "select id from groups where id = :id for no key update";
    /// One statement, so that members and version are of one moment.
    private static final String GROUP = """
            select g.title, g.version, m.user_id, m.role
            from groups g left join group_members m on m.group_id = g.id
            where g.id = :id order by m.joined_version, m.user_id
            """;
    private static final String CHANGE =
            "update groups set title = :title, version = :version, changed_at = :now where id = :id";
    private static final String ADD_MEMBER = """
            insert into group_members (group_id, user_id, role, joined_version) values (:id, :user, :role, :version)
            """;
    private static final String CHANGE_ROLE =
            "update group_members set role = :role where group_id = :id and user_id = :user";
    private static final String REMOVE_MEMBER = "delete from group_members where group_id = :id and user_id = :user";
    private static final String OF_USER = "select group_id from group_members where user_id = :user";
    private static final String EXISTING = "select id from users where id = any(:users)";
    /// Waits for whoever erases one of them; who is there then stays until the commit.
    private static final String HOLD = EXISTING + " for key share";

    private static final String BLOCKERS =
            "select blocker from blocks where blocked = :user and active and blocker = any(:users)";
    private static final String NAMES = "select id, name, display_name from users where id = any(:users)";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Outbox outbox;
    private final InstantSource clock;

    JdbcGroupStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Answer<Admitted> create(Group group, GroupDecision.Changed decision, UserId author, MessageId entryId) {
        return inTransaction(() -> {
            if (!allStay(group.members())) {
                return Answer.denied(ErrorCode.UNKNOWN_USER);
            }
            jdbc.sql(ADD)
                    .param("id", group.id().id())
                    .param("title", group.title())
                    .param("version", group.version())
                    .param("now", now())
                    .update();
            group.members().forEach(member -> addMember(group, member));
            return Answer.given(enter(decision, author, entryId));
        });
    }

    @Override
    public Answer<Admitted> change(
            ConversationId.Group id, UserId author, MessageId entryId, Function<Group, GroupDecision> rule) {
        return inTransaction(() -> {
            jdbc.sql(LOCK).param("id", id.id()).query(Long.class).optional();
            Optional<Group> before = group(id);
            if (before.isEmpty()) {
                return Answer.denied(ErrorCode.UNKNOWN_CONVERSATION);
            }
            return switch (rule.apply(before.get())) {
                case GroupDecision.Denied it -> Answer.denied(it.code());
                case GroupDecision.Unchanged it -> Answer.given(new Admitted(it.group(), OptionalLong.empty()));
                case GroupDecision.Changed it -> {
                    if (!allStay(joining(before.get(), it.group()))) {
                        yield Answer.denied(ErrorCode.UNKNOWN_USER);
                    }
                    write(before.get(), it.group());
                    yield Answer.given(enter(it, author, entryId));
                }
            };
        });
    }

    private static List<Member> joining(Group before, Group after) {
        return after.members().stream()
                .filter(member -> before.role(member.user()).isEmpty())
                .toList();
    }

    private boolean allStay(List<Member> members) {
        List<UserId> users = members.stream().map(Member::user).toList();
        return users.isEmpty()
                || ids(jdbc.sql(HOLD).param("users", values(users))).containsAll(users);
    }

    private Admitted enter(GroupDecision.Changed decision, UserId author, MessageId entryId) {
        long entry = outbox.add(decision.group().id(), new LogEntry.Membership(entryId, author, decision.change()));
        return new Admitted(decision.group(), OptionalLong.of(entry));
    }

    @Override
    public Optional<Group> group(ConversationId.Group id) {
        List<Row> rows = jdbc.sql(GROUP)
                .param("id", id.id())
                .query((row, number) -> new Row(
                        row.getString("title"), row.getLong("version"), row.getLong("user_id"), row.getString("role")))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Member> members =
                rows.stream().flatMap(row -> row.member().stream()).toList();
        return Optional.of(new Group(id, rows.getFirst().title, rows.getFirst().version, members));
    }

    /// @param role null in the one row of a group that everyone has left
    private record Row(
            String title, long version, long user, @Nullable String role) {
        Optional<Member> member() {
            return role == null
                    ? Optional.empty()
                    : Optional.of(new Member(new UserId(user), Role.valueOf(role.toUpperCase(Locale.ROOT))));
        }
    }

    private void write(Group before, Group after) {
        jdbc.sql(CHANGE)
                .param("id", after.id().id())
                .param("title", after.title())
                .param("version", after.version())
                .param("now", now())
                .update();
        for (Member member : before.members()) {
            if (after.role(member.user()).isEmpty()) {
                jdbc.sql(REMOVE_MEMBER)
                        .param("id", after.id().id())
                        .param("user", member.user().value())
                        .update();
            }
        }
        // Lower roles first: at no moment are there two owners.
        after.members().stream()
                .sorted((one, other) -> one.role().compareTo(other.role()))
                .forEach(member -> {
                    Optional<Role> had = before.role(member.user());
                    if (had.isEmpty()) {
                        addMember(after, member);
                    } else if (had.get() != member.role()) {
                        changeRole(after, member);
                    }
                });
    }

    private void addMember(Group group, Member member) {
        jdbc.sql(ADD_MEMBER)
                .param("id", group.id().id())
                .param("user", member.user().value())
                .param("role", member.role().wireName())
                .param("version", group.version())
                .update();
    }

    private void changeRole(Group group, Member member) {
        jdbc.sql(CHANGE_ROLE)
                .param("id", group.id().id())
                .param("user", member.user().value())
                .param("role", member.role().wireName())
                .update();
    }

    @Override
    public List<ConversationId.Group> groupsOf(UserId user) {
        return jdbc.sql(OF_USER)
                .param("user", user.value())
                .query((row, number) -> new ConversationId.Group(row.getLong("group_id")))
                .list();
    }

    @Override
    public Set<UserId> existing(Collection<UserId> users) {
        return ids(jdbc.sql(EXISTING).param("users", values(users)));
    }

    @Override
    public Set<UserId> blockersOf(UserId user, Collection<UserId> users) {
        return ids(jdbc.sql(BLOCKERS).param("user", user.value()).param("users", values(users)));
    }

    private static Set<UserId> ids(JdbcClient.StatementSpec statement) {
        return new HashSet<>(
                statement.query((row, number) -> new UserId(row.getLong(1))).list());
    }

    @Override
    public List<NamedMember> named(Group group) {
        Map<UserId, NamedMember> names = new HashMap<>();
        jdbc.sql(NAMES)
                .param(
                        "users",
                        values(group.members().stream().map(Member::user).toList()))
                .query((row, number) -> new NamedMember(
                        new UserId(row.getLong("id")), "", row.getString("name"), row.getString("display_name")))
                .list()
                .forEach(it -> names.put(it.userId(), it));
        return group.members().stream()
                .map(member -> {
                    NamedMember it = names.getOrDefault(member.user(), new NamedMember(member.user(), "", "", ""));
                    return new NamedMember(it.userId(), member.role().wireName(), it.name(), it.displayName());
                })
                .toList();
    }

    private static Long[] values(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(Long[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }
}
