@NullMarked
package dev.parley.api.session;

import org.jspecify.annotations.NullMarked;
