package io.parley.user.guard;

import io.parley.model.UserId;
import java.util.Locale;

/** What somebody tries to guess. */
public record Subject(String value) {

    /** The password that goes with a name, whether anybody has that name or not. */
    public static Subject password(String username) {
        return new Subject("password:" + username.toLowerCase(Locale.ROOT));
    }

    /** The second factor of an account. */
    public static Subject secondFactor(UserId id) {
        return new Subject("factor:" + id);
    }
}
