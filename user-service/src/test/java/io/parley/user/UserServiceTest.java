package io.parley.user;

import io.parley.test.Part;
import io.parley.test.RealInfrastructure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole service on a real PostgreSQL and Kafka, with an admin, at a time the test moves. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealInfrastructure({Part.POSTGRES, Part.KAFKA})
@Import({MovableClock.class, Api.class})
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PARLEY_ADMIN_NAME=" + Api.ADMIN,
            "PARLEY_ADMIN_PASSWORD=" + Api.PASSWORD,
            "PARLEY_SIGNING_KEY_SECRET=0123456789abcdef0123456789abcdef"
        })
public @interface UserServiceTest {}
