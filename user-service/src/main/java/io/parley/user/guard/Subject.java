package io.parley.user.guard;

import io.parley.model.UserId;

/** What somebody tries to guess. */
public record Subject(String value) {

    private static final String PASSWORD = "password:";

    /**
     * The password that goes with a name, whether anybody has that name or not.
     *
     * @param username in its one spelling: each other spelling would give tries of its own
     */
    public static Subject password(String username) {
        return new Subject(PASSWORD + username);
    }

    boolean isPassword() {
        return value.startsWith(PASSWORD);
    }

    /** The second factor of an account. */
    public static Subject secondFactor(UserId id) {
        return new Subject("factor:" + id);
    }
}
