/// Apple Push Notification service, by way of Pushy. Start at `PushyClient`.
@NullMarked
package dev.parley.notification.apns;

import org.jspecify.annotations.NullMarked;
