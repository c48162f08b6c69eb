package io.parley.chat.transport;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A size that is set, and within its bounds. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = DataSizeBetween.Check.class)
@interface DataSizeBetween {

    String least();

    String most();

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Judges it. */
    final class Check implements ConstraintValidator<DataSizeBetween, DataSize> {

        private DataSize least = DataSize.ofBytes(0);
        private DataSize most = DataSize.ofBytes(0);

        @Override
        public void initialize(DataSizeBetween bounds) {
            least = DataSize.parse(bounds.least());
            most = DataSize.parse(bounds.most());
        }

        @Override
        public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
            return size != null && size.compareTo(least) >= 0 && size.compareTo(most) <= 0;
        }
    }
}
