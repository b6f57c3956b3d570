/// Web Push (RFC 8030) with encryption (RFC 8291) and VAPID (RFC 8292). Start at `HttpWebPushClient`.
@NullMarked
package dev.parley.notification.webpush;

import org.jspecify.annotations.NullMarked;
