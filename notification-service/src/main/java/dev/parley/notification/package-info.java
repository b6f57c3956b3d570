/// Rings devices. A request comes from Kafka (`request`), waits in PostgreSQL for each device (`outstanding`), is
/// decided on (`decide`) and handed to a provider (`deliver`; `apns`, `fcm`, `webpush`, `logline`). Start at
/// `request.AcceptRequests`, then `deliver.DeliverPush`.
@NullMarked
package dev.parley.notification;

import org.jspecify.annotations.NullMarked;
