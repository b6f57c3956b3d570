/// What the push providers have in common: what is pushed to where, and what they answer. Pure. Start at
/// `PushClient`.
@NullMarked
package dev.parley.notification.provider;

import org.jspecify.annotations.NullMarked;
