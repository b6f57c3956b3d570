/// Tests of the chat service.
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
