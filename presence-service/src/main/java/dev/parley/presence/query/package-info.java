/// `GET /v1/presence`. Imports contracts and the ports of the features beside it. Start at `AnswerPresence`.
@NullMarked
package dev.parley.presence.query;

import org.jspecify.annotations.NullMarked;
