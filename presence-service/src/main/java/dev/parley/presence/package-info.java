/// Who is online, who may know, and who is told. Chat servers write who is here (`state` reads it) and publish who
/// came and went (`change` consumes it); `watch` knows who wants to hear of whom, `visibility` who may, `bus` tells
/// them, `query` answers over REST. Start at `watch.PassChanges`.
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
