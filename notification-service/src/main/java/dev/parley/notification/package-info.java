/// Rings phones. Not built yet: for now the service starts, has health, and reads and counts the requests that
/// reach it;
/// mutes, collapsing, APNs, FCM and Web Push are a later issue. Start at `request.CountRequests`.
@NullMarked
package dev.parley.notification;

import org.jspecify.annotations.NullMarked;
