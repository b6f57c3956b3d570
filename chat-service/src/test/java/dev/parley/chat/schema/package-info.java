/// Tests of the schema and its versions.
@NullMarked
package dev.parley.chat.schema;

import org.jspecify.annotations.NullMarked;
