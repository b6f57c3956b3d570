@NullMarked
package dev.parley.systemtests.trial;

import org.jspecify.annotations.NullMarked;
