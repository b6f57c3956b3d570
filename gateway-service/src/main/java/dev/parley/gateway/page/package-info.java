/// The web client at `/`: every file of it in memory, and the headers that keep foreign script out. Start at
/// `PageController`.
@NullMarked
package dev.parley.gateway.page;

import org.jspecify.annotations.NullMarked;
