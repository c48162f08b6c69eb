package io.parley.chat.link;

import io.parley.model.service.ServiceName;
import io.parley.model.service.ServiceTokens;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells other services from everybody else. */
@Component
public class InternalCallers {

    private final ServiceTokens tokens;

    InternalCallers(InternalSettings settings) {
        this.tokens = new ServiceTokens(settings.secret(), ServiceName.CHAT, Clock.systemUTC());
    }

    /**
     * @param header what came in {@link io.parley.model.wire.InternalApi#TOKEN_HEADER}
     */
    public boolean isService(@Nullable String header) {
        return tokens.caller(header).isPresent();
    }
}
