package dev.parley.api.visibility;

import dev.parley.contracts.event.Glance;
import java.util.List;

/// Direct conversations.
interface TalkStore {
    /// Whether the user looked at has a direct conversation with the viewer.
    ///
    /// @return for each glance, in order
    /// @throws dev.parley.api.answer.UnavailableException while the store does not answer
    List<Boolean> talk(List<Glance> glances);
}
