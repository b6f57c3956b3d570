/// Tells a user which chat server to connect to and signs the ticket for it. Start at `connect.GrantConnection`;
/// where servers and slots come from is `directory`.
@NullMarked
package dev.parley.discovery;

import org.jspecify.annotations.NullMarked;
