/// What operators do with a user: look up, log out, suspend. Start at `AdminUserController`.
@NullMarked
package dev.parley.api.adminuser;

import org.jspecify.annotations.NullMarked;
