@NullMarked
package dev.parley.api.admin;

import org.jspecify.annotations.NullMarked;
