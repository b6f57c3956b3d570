package dev.parley.clikit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Beside picocli's `@Option`: which numbers it takes. Whatever else is given is answered with a sentence that says so.
/// Defaults are not looked at.
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface WholeNumber {
    long least() default Long.MIN_VALUE;

    long most() default Long.MAX_VALUE;

    long multipleOf() default 1;
}
