package org.isnad.content;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** A constraint on ids: at most 100 lower-case letters, digits and single hyphens; null is valid. */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Slug.Validator.class)
public @interface Slug {

    /** The characters of an id, as a regular expression. */
    String FORM = "[a-z0-9]+(-[a-z0-9]+)*";

    String message() default "must be lower-case letters and digits, separated by single hyphens, at most 100 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Validator implements ConstraintValidator<Slug, String> {
        private static final Pattern PATTERN = Pattern.compile(FORM);

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            return value == null || value.length() <= 100 && PATTERN.matcher(value).matches();
        }
    }
}
