/// Checks bearer tokens of incoming requests. Start at `BearerSecurity`.
@NullMarked
package dev.parley.kit.security;

import org.jspecify.annotations.NullMarked;
