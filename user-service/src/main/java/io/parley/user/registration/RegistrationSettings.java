package io.parley.user.registration;

import io.parley.service.WrongSetting;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may make an account for themselves.
 *
 * @param mode name of a {@link Mode}, in lower case
 */
@ConfigurationProperties("parley.registration")
record RegistrationSettings(String mode) {

    /** The choices. */
    enum Mode {
        /** Everybody. */
        OPEN,
        /** Who has the code of an invitation. */
        INVITATION,
        /** Nobody. */
        CLOSED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    RegistrationSettings {
        var chosen = mode;
        if (Arrays.stream(Mode.values()).noneMatch(known -> known.wireName().equals(chosen))) {
            throw new WrongSetting(
                    "PARLEY_REGISTRATION must be open, invitation or closed: whether everybody may"
                            + " register, who was invited, or nobody.");
        }
    }

    Mode chosen() {
        return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    }
}
