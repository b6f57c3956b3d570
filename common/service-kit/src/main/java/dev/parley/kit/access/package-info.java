/// Who asks: checks access tokens against the keys that the API service publishes. Imports contracts, the JOSE
/// library and service-kit's problems, time and trust. Start at `AccessTokens`, then `Callers` for requests.
@NullMarked
package dev.parley.kit.access;

import org.jspecify.annotations.NullMarked;
