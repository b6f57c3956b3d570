/// All of Parley as `./parley up` starts it and as clusters run it, talked to through the client library and plain
/// sockets while processes are killed. Start reading at `TalkSystemTest`.
@NullMarked
package dev.parley.systemtests;

import org.jspecify.annotations.NullMarked;
