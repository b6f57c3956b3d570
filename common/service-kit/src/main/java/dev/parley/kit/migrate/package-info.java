/// Who brings a service's schema to its version, and when. Start at `MigrationSettings`.
@NullMarked
package dev.parley.kit.migrate;

import org.jspecify.annotations.NullMarked;
