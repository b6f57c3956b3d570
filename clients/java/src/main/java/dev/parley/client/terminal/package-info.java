/// `./parley chat`: talking in a terminal, and in scripts. Imports the client library, JLine and picocli. Start at
/// `Main`.
@NullMarked
package dev.parley.client.terminal;

import org.jspecify.annotations.NullMarked;
