package dev.parley.presence.visibility;

import dev.parley.contracts.event.Glance;
import java.util.Collection;
import java.util.Set;

/// Knows who may see whom. Blocks for a bounded time. Never fails: of whom nobody can tell, nobody is shown.
public interface VisibilityClient {
    /// @return those of the glances that are allowed
    Set<Glance> allowed(Collection<Glance> glances);
}
