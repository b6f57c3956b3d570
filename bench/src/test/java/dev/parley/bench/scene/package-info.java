@NullMarked
package dev.parley.bench.scene;

import org.jspecify.annotations.NullMarked;
