package dev.parley.api.visibility;

import dev.parley.contracts.event.Glance;
import java.util.List;

/// Settings, blocks and groups.
interface RelationStore {
    /// @return for each glance, in order
    List<Relation> relations(List<Glance> glances);
}
