/// Ids and the generator that makes them. Imports the JDK only. Start at `Snowflake`.
@NullMarked
package dev.parley.contracts.id;

import org.jspecify.annotations.NullMarked;
