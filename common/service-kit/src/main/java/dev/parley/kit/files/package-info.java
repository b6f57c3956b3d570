/// Files that are replaced while a service runs: keys, certificates. Start at `Reloaded`.
@NullMarked
package dev.parley.kit.files;

import org.jspecify.annotations.NullMarked;
