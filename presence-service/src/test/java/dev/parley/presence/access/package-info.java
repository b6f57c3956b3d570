/// Tests of who asks. Start at `AccessTokenFuzzTarget`.
@NullMarked
package dev.parley.presence.access;

import org.jspecify.annotations.NullMarked;
