/// What a device keeps between runs: login, positions, outbox. Imports account and conversation. Start at
/// `ClientStore`.
@NullMarked
package dev.parley.client.device;

import org.jspecify.annotations.NullMarked;
