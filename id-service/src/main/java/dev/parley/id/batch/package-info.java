/// Ids in batches, for whoever has no generator of their own. Start at `BatchController`.
@NullMarked
package dev.parley.id.batch;

import org.jspecify.annotations.NullMarked;
