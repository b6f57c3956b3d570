@NullMarked
package dev.parley.api.conversation;

import org.jspecify.annotations.NullMarked;
