@NullMarked
package dev.parley.api.outbox;

import org.jspecify.annotations.NullMarked;
