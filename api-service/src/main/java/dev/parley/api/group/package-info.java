/// Groups: who is in, who may do what. Rules are pure and run while the group's row is locked. Start at `Group`.
@NullMarked
package dev.parley.api.group;

import org.jspecify.annotations.NullMarked;
