@NullMarked
package dev.parley.chat.share;

import org.jspecify.annotations.NullMarked;
