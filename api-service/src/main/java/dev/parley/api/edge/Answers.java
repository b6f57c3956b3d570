package dev.parley.api.edge;

import dev.parley.api.answer.Answer;
import dev.parley.kit.problem.RefusedException;

/// From use cases to HTTP.
public final class Answers {
    private Answers() {}

    /// @throws RefusedException for a refusal; it becomes a problem
    public static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T> it -> it.value();
            case Answer.Denied<T> it -> throw new RefusedException(it.refused(), it.retryAfter());
        };
    }
}
