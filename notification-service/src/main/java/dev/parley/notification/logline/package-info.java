/// A provider that only says in the log what it would push; for a first look without any account at a real one.
/// Start
/// at
/// `LogPushClient`.
@NullMarked
package dev.parley.notification.logline;

import org.jspecify.annotations.NullMarked;
