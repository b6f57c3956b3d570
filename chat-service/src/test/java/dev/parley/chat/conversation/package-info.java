/// Tests and fakes of the sequencer.
@NullMarked
package dev.parley.chat.conversation;

import org.jspecify.annotations.NullMarked;
