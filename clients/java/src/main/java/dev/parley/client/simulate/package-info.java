/// `./parley simulate`: plays other people, so that one developer can try a client alone. Imports the client library,
/// and from the terminal where devices keep what they know. Start at `Company`.
@NullMarked
package dev.parley.client.simulate;

import org.jspecify.annotations.NullMarked;
