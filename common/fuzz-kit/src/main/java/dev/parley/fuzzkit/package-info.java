/// Fuzzing of parsers: what one promises, its corpus, and the replay of the corpus as a test. Imports JUnit and
/// nothing of ours, so that every module's tests may use it. Start at `FuzzTarget`.
@NullMarked
package dev.parley.fuzzkit;

import org.jspecify.annotations.NullMarked;
