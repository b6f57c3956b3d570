@NullMarked
package dev.parley.api.account;

import org.jspecify.annotations.NullMarked;
