/// Tests of what `./parley upgrade` is told, of where it has the older release from, and its short form.
@NullMarked
package dev.parley.systemtests.upgrade;

import org.jspecify.annotations.NullMarked;
