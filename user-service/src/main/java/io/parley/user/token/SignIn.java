package io.parley.user.token;

import io.parley.model.room.Person;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Starts a session for somebody whom another one vouches for. */
@Component
public class SignIn {

    private final LogIn logIn;
    private final TokenAnswer answer;

    SignIn(LogIn logIn, TokenAnswer answer) {
        this.logIn = logIn;
        this.answer = answer;
    }

    /** The answer as to a login. */
    public ResponseEntity<Object> start(Person person, HttpServletRequest call) {
        return answer.of(logIn.vouched(person, Device.of(call)), person);
    }
}
