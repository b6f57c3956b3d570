/// Tests of the canaries. Start at `PassCanariesTest`.
@NullMarked
package dev.parley.chat.canary;

import org.jspecify.annotations.NullMarked;
