/// What tests of several features need.
@NullMarked
package dev.parley.notification.support;

import org.jspecify.annotations.NullMarked;
