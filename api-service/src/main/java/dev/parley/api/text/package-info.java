/// Rules for short texts that people give: names, titles, descriptions. Imports the JDK and Jakarta Validation.
/// Start at
/// `PlainText`.
@NullMarked
package dev.parley.api.text;

import org.jspecify.annotations.NullMarked;
