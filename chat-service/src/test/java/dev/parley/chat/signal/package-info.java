/// Tests of typing and receipts.
@NullMarked
package dev.parley.chat.signal;

import org.jspecify.annotations.NullMarked;
