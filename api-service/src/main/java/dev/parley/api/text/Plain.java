package dev.parley.api.text;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/// The text is plain in the sense of [PlainText#isPlain]. Nothing is plain too.
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Plain.Validator.class)
public @interface Plain {
    int min() default 1;

    int max();

    boolean lines() default false;

    String message() default "must be {min} to {max} characters, without control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// Asks [PlainText].
    final class Validator implements ConstraintValidator<Plain, String> {
        private int min;
        private int max;
        private boolean lines;

        @Override
        public void initialize(Plain plain) {
            min = plain.min();
            max = plain.max();
            lines = plain.lines();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || PlainText.isPlain(text, min, max, lines);
        }
    }
}
