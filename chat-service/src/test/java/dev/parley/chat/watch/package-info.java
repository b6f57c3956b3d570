@NullMarked
package dev.parley.chat.watch;

import org.jspecify.annotations.NullMarked;
