/// Who asks: checks access tokens against the keys that the API service publishes. Imports contracts, the JOSE library
/// and service-kit's time and trust. Start at `AccessTokens`.
@NullMarked
package dev.parley.kit.access;

import org.jspecify.annotations.NullMarked;
