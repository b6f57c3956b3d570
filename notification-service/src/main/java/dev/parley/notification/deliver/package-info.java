/// Takes what is due and hands it to the providers, as fast as each of them takes it. Start at `DeliverPush`.
@NullMarked
package dev.parley.notification.deliver;

import org.jspecify.annotations.NullMarked;
