/// All of Parley as `./parley up` starts it, in processes of its own, talked to through the client library and plain
/// sockets while its engines are killed. Imports the client library and the entry class of `standalone`. Start reading
/// at `TalkSystemTest`; `Ledger` says what is promised.
@NullMarked
package dev.parley.systemtests;

import org.jspecify.annotations.NullMarked;
