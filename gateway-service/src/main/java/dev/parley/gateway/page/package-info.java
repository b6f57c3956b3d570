/// The page at `/`, until the web client takes its place.
@NullMarked
package dev.parley.gateway.page;

import org.jspecify.annotations.NullMarked;
