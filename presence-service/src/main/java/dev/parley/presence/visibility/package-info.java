/// Who may see whom, as api-service says. Imports contracts. Start at `VisibilityClient`.
@NullMarked
package dev.parley.presence.visibility;

import org.jspecify.annotations.NullMarked;
