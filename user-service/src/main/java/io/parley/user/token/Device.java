package io.parley.user.token;

import io.parley.user.access.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** What somebody signs in with, as far as it tells about itself. */
public record Device(Optional<String> userAgent, ClientAddress address) {

    public static Device of(HttpServletRequest call) {
        return new Device(
                Optional.ofNullable(call.getHeader(HttpHeaders.USER_AGENT)),
                ClientAddress.of(call));
    }
}
