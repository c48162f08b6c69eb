package io.parley.user.registration;

import org.springframework.stereotype.Component;

/** Tells others who may register here. */
@Component
public class Registration {

    private final RegistrationSettings settings;

    Registration(RegistrationSettings settings) {
        this.settings = settings;
    }

    /** {@code open}, {@code invitation} or {@code closed}. */
    public String mode() {
        return settings.mode();
    }
}
