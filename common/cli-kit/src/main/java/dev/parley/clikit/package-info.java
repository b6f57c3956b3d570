/// What programs that people start have in common: how picocli reads their command line, what they say to words that
/// make no sense, and how they end. Imports picocli and nothing of ours, so that every program may use it. Start at
/// `Program`.
@NullMarked
package dev.parley.clikit;

import org.jspecify.annotations.NullMarked;
