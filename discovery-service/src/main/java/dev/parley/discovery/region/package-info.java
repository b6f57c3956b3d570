/// Which region serves whom. Imports contracts. Start at `Regions`.
@NullMarked
package dev.parley.discovery.region;

import org.jspecify.annotations.NullMarked;
