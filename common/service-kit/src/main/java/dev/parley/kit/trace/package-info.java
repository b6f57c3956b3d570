/// Traces of what passes through several services, sent over OTLP. Which things are traced follows from their ids,
/// so that all services agree without asking each other. Off unless a setting says how many. Start at `Traces`.
@NullMarked
package dev.parley.kit.trace;

import org.jspecify.annotations.NullMarked;
