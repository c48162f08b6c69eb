package io.parley.user.token;

import io.parley.model.room.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
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
        return switch (logIn.vouched(person, Device.of(call))) {
            case LogIn.Result.LoggedIn(RefreshToken token, Person who, List<String> codes) ->
                    answer.of(token, who, codes);
            case LogIn.Result.Banned(Instant until) -> Refusals.banned(until);
        };
    }
}
