/// Tests of tickets and rates.
@NullMarked
package dev.parley.chat.admission;

import org.jspecify.annotations.NullMarked;
