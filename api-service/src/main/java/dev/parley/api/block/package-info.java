/// Who does not want to hear from whom. Start at `ChangeBlock`.
@NullMarked
package dev.parley.api.block;

import org.jspecify.annotations.NullMarked;
