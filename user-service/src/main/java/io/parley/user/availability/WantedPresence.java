package io.parley.user.availability;

import io.parley.model.user.Availability;
import io.parley.model.user.PresenceMode;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants to be seen.
 *
 * @param presence auto, away or invisible
 * @param showLastSeen absent: as before
 */
public record WantedPresence(@Nullable String presence, @Nullable Boolean showLastSeen) {

    private static final String AUTO = "auto";

    /** A mode as clients write it. */
    public static String name(@Nullable PresenceMode mode) {
        return mode == null ? AUTO : mode.name().toLowerCase(Locale.ROOT);
    }

    /** The wish. */
    public Wish wish() {
        if (AUTO.equals(presence)) {
            return fit(null);
        }
        return Arrays.stream(PresenceMode.values())
                .filter(mode -> name(mode).equals(presence))
                .findAny()
                .map(this::fit)
                .orElseGet(() -> new Wish.Unfit("presence", "must be auto, away or invisible"));
    }

    private Wish fit(@Nullable PresenceMode mode) {
        return new Wish.Fit(
                said ->
                        new Availability(
                                said.status(),
                                said.dnd(),
                                mode,
                                showLastSeen == null ? said.hidesLastSeen() : !showLastSeen));
    }
}
