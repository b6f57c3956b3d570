/// Tests of claims and announcements.
@NullMarked
package dev.parley.chat.ownership;

import org.jspecify.annotations.NullMarked;
