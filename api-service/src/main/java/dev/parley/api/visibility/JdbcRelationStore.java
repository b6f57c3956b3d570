package dev.parley.api.visibility;

import dev.parley.api.account.Preferences.LastSeenVisibility;
import dev.parley.contracts.event.Glance;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads `users`, `settings`, `blocks` and `group_members`.
final class JdbcRelationStore implements RelationStore {
    /// Looks for a common group only where it matters.
    private static final String RELATIONS = """
            select p.viewer = p.seen as self, u.id is not null as known,
                exists (select 1 from blocks b where b.blocker = p.seen and b.blocked = p.viewer and b.active) as blocked,
                coalesce(s.invisible, false) as invisible,
                coalesce(s.last_seen_visibility, 'everyone') as shown_to,
                s.last_seen_visibility = 'contacts' and exists (
                    select 1 from group_members mine join group_members theirs on theirs.group_id = mine.group_id
                    where mine.user_id = p.viewer and theirs.user_id = p.seen) as shares_group
            from unnest(cast(:viewers as bigint[]), cast(:seen as bigint[])) with ordinality as p (viewer, seen, place)
            left join users u on u.id = p.seen
            left join settings s on s.user_id = p.seen
            order by p.place
            """;

    private final JdbcClient jdbc;

    JdbcRelationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Relation> relations(List<Glance> glances) {
        return jdbc.sql(RELATIONS)
                .param(
                        "viewers",
                        glances.stream().map(it -> it.viewer().value()).toArray(Long[]::new))
                .param("seen", glances.stream().map(it -> it.seen().value()).toArray(Long[]::new))
                .query((row, number) -> new Relation(
                        row.getBoolean("self"),
                        row.getBoolean("known"),
                        row.getBoolean("blocked"),
                        row.getBoolean("invisible"),
                        LastSeenVisibility.valueOf(row.getString("shown_to").toUpperCase(Locale.ROOT)),
                        row.getBoolean("shares_group")))
                .list();
    }
}
