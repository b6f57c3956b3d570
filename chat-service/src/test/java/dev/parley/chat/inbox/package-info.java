/// Tests and fakes of delivery.
@NullMarked
package dev.parley.chat.inbox;

import org.jspecify.annotations.NullMarked;
