package io.parley.user.admin;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import io.parley.model.text.WrittenText;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an admin did something, in words. */
@Target({FIELD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Reason.Validator.class)
@interface Reason {

    int LONGEST = 500;

    /** Replaced by the rule that is broken. */
    String message() default "must be a reason";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks {@link WrittenText}. */
    final class Validator implements ConstraintValidator<Reason, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            var fault =
                    text == null
                            ? Optional.<String>empty()
                            : WrittenText.note(text, LONGEST).fault();
            fault.ifPresent(
                    rule -> {
                        context.disableDefaultConstraintViolation();
                        context.buildConstraintViolationWithTemplate(rule).addConstraintViolation();
                    });
            return fault.isEmpty();
        }
    }
}
