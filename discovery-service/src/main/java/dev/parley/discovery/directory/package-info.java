/// What is known of each region's chat servers and slots, and how old that knowledge is. Imports contracts and, in
/// the adapter, Lettuce. Start at `Directory`.
@NullMarked
package dev.parley.discovery.directory;

import org.jspecify.annotations.NullMarked;
