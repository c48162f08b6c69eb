package io.parley.user;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** Where only invited people register, and mail goes to a folder. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@UserServiceTest
@TestPropertySource(
        properties = {
            "PARLEY_REGISTRATION=invitation",
            "PARLEY_MAIL=folder:${user.dir}/target/test-mail",
            "PARLEY_PUBLIC_URL=https://chat.example.org/"
        })
@interface InvitedOnly {}
