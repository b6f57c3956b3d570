/// Every refusal a caller can meet, once. Imports the JDK only. Start at `ErrorCode`.
@NullMarked
package dev.parley.contracts.error;

import org.jspecify.annotations.NullMarked;
