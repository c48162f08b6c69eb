package io.parley.user.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page ended. Opaque for clients, so that its meaning may change. */
final class PageCursor {

    static final int LONGEST = 64;
    static final String RULE = "must be the next of an earlier page";

    private static final Pattern PLACE = Pattern.compile("[a-z0-9._-]{1,32}");

    private PageCursor() {}

    static String after(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(US_ASCII));
    }

    static Optional<String> place(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), US_ASCII);
            return PLACE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException notACursor) {
            return Optional.empty();
        }
    }

    static Optional<Long> number(String cursor) {
        return place(cursor).filter(place -> place.matches("\\d{1,18}")).map(Long::parseLong);
    }
}
