/// Certificates for tests. Start at `TestIdentity` and `TestAuthority`.
@NullMarked
package dev.parley.testkit.tls;

import org.jspecify.annotations.NullMarked;
