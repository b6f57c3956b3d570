@NullMarked
package dev.parley.api.adminuser;

import org.jspecify.annotations.NullMarked;
