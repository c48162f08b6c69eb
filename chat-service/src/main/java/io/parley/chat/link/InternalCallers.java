package io.parley.chat.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells other services from everybody else. */
@Component
public class InternalCallers {

    private final byte[] secret;

    InternalCallers(InternalSettings settings) {
        this.secret = settings.secret().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param header what came in {@link io.parley.model.wire.InternalApi#SECRET_HEADER}
     */
    public boolean isService(@Nullable String header) {
        return header != null
                && MessageDigest.isEqual(secret, header.getBytes(StandardCharsets.UTF_8));
    }
}
