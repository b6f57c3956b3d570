@NullMarked
package dev.parley.testkit.contract;

import org.jspecify.annotations.NullMarked;
