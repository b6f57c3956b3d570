package dev.parley.api.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.account.Preferences.LastSeenVisibility;
import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckVisibilityTest {
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(9);
    private static final UserId CAROL = new UserId(11);
    private static final UserId NOBODY = new UserId(99);

    private final Map<Glance, Relation> relations = new HashMap<>();
    private final Set<Glance> talking = new HashSet<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean talksAway;

    private final CheckVisibility checkVisibility = new CheckVisibility(
            glances -> glances.stream()
                    .map(glance -> relations.getOrDefault(
                            glance, new Relation(false, false, false, false, LastSeenVisibility.EVERYONE, false)))
                    .toList(),
            glances -> {
                if (talksAway) {
                    throw new UnavailableException("Cassandra", new IllegalStateException());
                }
                return glances.stream().map(talking::contains).toList();
            },
            new VisibilityMetrics(meters));

    private void relation(UserId viewer, UserId seen, Relation relation) {
        relations.put(new Glance(viewer, seen), relation);
    }

    private static Relation shownTo(LastSeenVisibility whom) {
        return new Relation(false, true, false, false, whom, false);
    }

    private boolean sees(UserId viewer, UserId seen) {
        return checkVisibility.check(List.of(new Glance(viewer, seen))).getFirst();
    }

    @Test
    void everyoneContactsNobody() {
        relation(ALICE, BOB, shownTo(LastSeenVisibility.EVERYONE));
        assertThat(sees(ALICE, BOB)).isTrue();
        relation(ALICE, BOB, shownTo(LastSeenVisibility.NOBODY));
        assertThat(sees(ALICE, BOB)).isFalse();
        relation(ALICE, BOB, shownTo(LastSeenVisibility.CONTACTS));
        assertThat(sees(ALICE, BOB)).isFalse();
        talking.add(new Glance(ALICE, BOB));
        assertThat(sees(ALICE, BOB)).isTrue();
        relation(CAROL, BOB, new Relation(false, true, false, false, LastSeenVisibility.CONTACTS, true));
        assertThat(sees(CAROL, BOB)).isTrue();
    }

    @Test
    void blockedPeopleSeeNothingAndInvisibleOnesAreNotSeen() {
        relation(ALICE, BOB, new Relation(false, true, true, false, LastSeenVisibility.EVERYONE, true));
        relation(CAROL, BOB, new Relation(false, true, false, true, LastSeenVisibility.EVERYONE, true));
        talking.add(new Glance(ALICE, BOB));
        assertThat(sees(ALICE, BOB)).isFalse();
        assertThat(sees(CAROL, BOB)).isFalse();
    }

    @Test
    void everyoneSeesThemselves() {
        relation(BOB, BOB, new Relation(true, true, false, true, LastSeenVisibility.NOBODY, false));
        assertThat(sees(BOB, BOB)).isTrue();
    }

    @Test
    void whoDoesNotExistIsNotSeen() {
        assertThat(sees(ALICE, NOBODY)).isFalse();
    }

    @Test
    void whereNobodyCanTellTheAnswerIsNo() {
        talking.add(new Glance(ALICE, BOB));
        relation(ALICE, BOB, shownTo(LastSeenVisibility.CONTACTS));
        relation(ALICE, CAROL, shownTo(LastSeenVisibility.EVERYONE));
        talksAway = true;
        assertThat(checkVisibility.check(List.of(new Glance(ALICE, BOB), new Glance(ALICE, CAROL))))
                .containsExactly(false, true);
        assertThat(meters.get("api.visibility.unknown").counter().count()).isEqualTo(1);
    }
}
