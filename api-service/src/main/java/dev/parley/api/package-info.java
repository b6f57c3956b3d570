/// The REST service: accounts, login, groups, blocks, conversations and history. Each feature is a package of its
/// own. Start at `ApiService`.
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
