package io.parley.user.access;

import org.springframework.stereotype.Component;

/** What this service shows when it calls another one. */
@Component
public final class ServiceCredential {

    private final InternalSettings settings;

    ServiceCredential(InternalSettings settings) {
        this.settings = settings;
    }

    public String show() {
        return settings.secret();
    }
}
