/// How a user wants to be rung, and on which devices, as the API service says. Start at `RecipientStore`.
@NullMarked
package dev.parley.notification.recipient;

import org.jspecify.annotations.NullMarked;
