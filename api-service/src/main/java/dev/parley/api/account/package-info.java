/// Accounts: names, passwords, profiles, preferences. Start at `RegisterAccount`.
@NullMarked
package dev.parley.api.account;

import org.jspecify.annotations.NullMarked;
