/// Certificates for tests. Start at `TestIdentity`.
@NullMarked
package dev.parley.testkit.tls;

import org.jspecify.annotations.NullMarked;
