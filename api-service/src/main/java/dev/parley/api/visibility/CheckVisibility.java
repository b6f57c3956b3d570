package dev.parley.api.visibility;

import dev.parley.api.answer.UnavailableException;
import dev.parley.api.visibility.Relation.Verdict;
import dev.parley.contracts.event.Glance;
import java.util.ArrayList;
import java.util.List;

/// Says who may see whether whom is here. Where nobody can tell, the answer is no.
public final class CheckVisibility {
    private final RelationStore relations;
    private final TalkStore talks;
    private final VisibilityMetrics metrics;

    CheckVisibility(RelationStore relations, TalkStore talks, VisibilityMetrics metrics) {
        this.relations = relations;
        this.talks = talks;
        this.metrics = metrics;
    }

    /// @return for each glance, in order
    public List<Boolean> check(List<Glance> glances) {
        List<Verdict> verdicts =
                relations.relations(glances).stream().map(Relation::verdict).toList();
        List<Integer> open = new ArrayList<>();
        List<Boolean> visible = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            visible.add(verdicts.get(i) == Verdict.YES);
            if (verdicts.get(i) == Verdict.IF_THEY_TALK) {
                open.add(i);
            }
        }
        if (!open.isEmpty()) {
            List<Boolean> talk = talk(open.stream().map(glances::get).toList());
            for (int i = 0; i < open.size(); i++) {
                visible.set(open.get(i), talk.get(i));
            }
        }
        return visible;
    }

    private List<Boolean> talk(List<Glance> glances) {
        try {
            return talks.talk(glances);
        } catch (UnavailableException away) {
            metrics.unknown(glances.size());
            return glances.stream().map(glance -> false).toList();
        }
    }
}
