/// Two users that are nobody's, at each chat server, who write to each other all the time and are missed when they
/// don't
/// hear from each other. They come through the server's own socket, as everyone does. Start at `PassCanaries`.
@NullMarked
package dev.parley.chat.canary;

import org.jspecify.annotations.NullMarked;
