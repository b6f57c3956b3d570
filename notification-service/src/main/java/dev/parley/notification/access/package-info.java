/// Who asks: checks access tokens against the keys that the API service publishes. Imports contracts and the JOSE
/// library. Start at `AccessTokens`.
@NullMarked
package dev.parley.notification.access;

import org.jspecify.annotations.NullMarked;
