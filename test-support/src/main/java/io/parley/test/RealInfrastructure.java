package io.parley.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts real servers before the test class and sets the services' settings as system properties,
 * so that a Spring context resolves them as it would resolve environment variables.
 *
 * <p>Such tests carry the tag {@code servers}: a quick check leaves them out.
 *
 * <p>The servers are shared by all tests of the JVM and end with it: see {@link Infrastructure}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealInfrastructureExtension.class)
@Tag("servers")
public @interface RealInfrastructure {

    /** The parts that the test needs; others are not started. */
    Part[] value() default {Part.POSTGRES, Part.REDIS, Part.KAFKA, Part.USER_SERVICE};
}
