/// TLS from PEM files: whom a service trusts, and what it shows of itself. Start at `Trust` and `ServerIdentity`.
@NullMarked
package dev.parley.kit.tls;

import org.jspecify.annotations.NullMarked;
