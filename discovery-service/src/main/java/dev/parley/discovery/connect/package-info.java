/// GET /v1/connect: picks the user's region and chat server and signs the ticket. Imports contracts and the
/// packages beside it. Start at `GrantConnection`.
@NullMarked
package dev.parley.discovery.connect;

import org.jspecify.annotations.NullMarked;
