@NullMarked
package dev.parley.chat.presence;

import org.jspecify.annotations.NullMarked;
