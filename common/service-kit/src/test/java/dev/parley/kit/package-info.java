/// What the tests of service-kit share. Start at `KitFuzzTest`.
@NullMarked
package dev.parley.kit;

import org.jspecify.annotations.NullMarked;
