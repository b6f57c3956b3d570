package dev.parley.clikit;

import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Holds options to their [WholeNumber].
final class WholeNumbers {
    private WholeNumbers() {}

    /// @throws ParameterException about the first that is out of its bounds
    static void check(ParseResult parsed) {
        for (ArgSpec arg : parsed.matchedArgs()) {
            WholeNumber bounds = bounds(arg);
            if (bounds != null && arg.getValue() instanceof Number number && !isWithin(bounds, number.longValue())) {
                throw new ParameterException(
                        parsed.commandSpec().commandLine(), "out of bounds", arg, number.toString());
            }
        }
    }

    private static boolean isWithin(WholeNumber bounds, long number) {
        return number >= bounds.least() && number <= bounds.most() && number % bounds.multipleOf() == 0;
    }

    /// What such an option takes, such as `a whole number from 1 to 64`; null if it takes something else.
    static @Nullable String taken(ArgSpec arg) {
        WholeNumber bounds = bounds(arg);
        if (bounds == null) {
            return null;
        }
        String what = bounds.multipleOf() == 1 ? "a whole number" : "a multiple of " + bounds.multipleOf();
        if (bounds.most() != Long.MAX_VALUE) {
            return what + " from " + bounds.least() + " to " + bounds.most();
        }
        return bounds.least() == Long.MIN_VALUE ? what : what + " of at least " + bounds.least();
    }

    private static @Nullable WholeNumber bounds(ArgSpec arg) {
        return arg.userObject() instanceof AnnotatedElement member ? member.getAnnotation(WholeNumber.class) : null;
    }
}
