/// What operators do with a user: look up, log out, suspend, hand out all that is kept. Start at `AdminUserController`.
@NullMarked
package dev.parley.api.adminuser;

import org.jspecify.annotations.NullMarked;
