@NullMarked
package dev.parley.clikit;

import org.jspecify.annotations.NullMarked;
