package io.parley.user.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page of people ended. Opaque for clients, so that its meaning may change. */
final class Cursor {

    static final int LONGEST = 64;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{1,32}");

    private Cursor() {}

    static String after(String username) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(username.getBytes(US_ASCII));
    }

    static Optional<String> username(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), US_ASCII);
            return USERNAME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException notACursor) {
            return Optional.empty();
        }
    }
}
