/// Tests of questions about presence. Start at `UserListFuzzTarget`.
@NullMarked
package dev.parley.presence.query;

import org.jspecify.annotations.NullMarked;
