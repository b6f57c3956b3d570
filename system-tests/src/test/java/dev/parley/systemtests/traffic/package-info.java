@NullMarked
package dev.parley.systemtests.traffic;

import org.jspecify.annotations.NullMarked;
