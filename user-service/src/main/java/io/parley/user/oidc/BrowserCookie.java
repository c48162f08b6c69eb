package io.parley.user.oidc;

import io.parley.user.settings.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Ties a sign-in to the browser that began it. It is no session: it ends with the sign-in. */
@Component
class BrowserCookie {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final PublicUrl here;

    BrowserCookie(PublicUrl here) {
        this.here = here;
    }

    Optional<String> read(HttpServletRequest call) {
        var cookies = call.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .map(cookie -> cookie.getValue())
                        .filter(value -> VALUE.matcher(value).matches())
                        .findFirst();
    }

    String set(String value) {
        return cookie(value, ExternalRequests.REQUEST_LIFE);
    }

    String clear() {
        return cookie("", Duration.ZERO);
    }

    private String cookie(String value, Duration life) {
        return ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(here.isSecure())
                // Lax: the provider sends the browser back from another site
                .sameSite("Lax")
                .maxAge(life)
                .build()
                .toString();
    }

    /** Browsers keep other hosts and plain HTTP from setting a name of that form. */
    private String name() {
        return here.isSecure() ? "__Host-parley-oidc" : "parley-oidc";
    }
}
