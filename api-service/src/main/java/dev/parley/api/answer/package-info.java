/// What a use case gives back: a value, why not, or passing trouble. Imports contracts only. Start at `Answer`.
@NullMarked
package dev.parley.api.answer;

import org.jspecify.annotations.NullMarked;
