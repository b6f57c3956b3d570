/// Tests of the topics that are made and checked.
@NullMarked
package dev.parley.chat.topics;

import org.jspecify.annotations.NullMarked;
