/// Tests of frames and their JSON.
@NullMarked
package dev.parley.contracts.frame;

import org.jspecify.annotations.NullMarked;
