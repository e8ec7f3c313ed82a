package org.isnad.content;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** A constraint on the length of a text in each of its languages, in code points; null is valid. */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MaxLength.Validator.class)
public @interface MaxLength {

    String message() default "must be at most {value} characters in each language";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    int value();

    class Validator implements ConstraintValidator<MaxLength, Text> {
        private int max;

        @Override
        public void initialize(MaxLength constraint) {
            max = constraint.value();
        }

        @Override
        public boolean isValid(Text value, ConstraintValidatorContext context) {
            return value == null
                    || value.byTag().values().stream().allMatch(text -> text.codePointCount(0, text.length()) <= max);
        }
    }
}
