/// Logins: devices, sessions with their families of refresh tokens, access tokens and the keys that sign them.
/// Start at `Session`.
@NullMarked
package dev.parley.api.session;

import org.jspecify.annotations.NullMarked;
