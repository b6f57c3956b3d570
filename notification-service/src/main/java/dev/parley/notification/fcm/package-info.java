/// Firebase Cloud Messaging, HTTP v1. Start at `HttpFcmClient`.
@NullMarked
package dev.parley.notification.fcm;

import org.jspecify.annotations.NullMarked;
