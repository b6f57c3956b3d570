/// Tests of the edge on a real Netty server, with ports that the tests hold in their hands.
@NullMarked
package dev.parley.chat.edge;

import org.jspecify.annotations.NullMarked;
