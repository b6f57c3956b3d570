/// Erasing a user: the account goes, and all that is kept for the user alone, from every store. What others have of the
/// user stays theirs. Imports what each step needs of the other features. Start at `EraseUser`.
@NullMarked
package dev.parley.api.erase;

import org.jspecify.annotations.NullMarked;
