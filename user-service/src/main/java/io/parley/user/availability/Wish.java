package io.parley.user.availability;

import io.parley.model.user.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a person wants to say of being there, as far as that can be said. */
public sealed interface Wish {

    /** Further ahead nobody knows. */
    Duration LONGEST = Duration.ofDays(366);

    /**
     * @param edit makes what was said what is wanted
     */
    record Fit(UnaryOperator<Availability> edit) implements Wish {}

    /**
     * @param rule what the field breaks, for whoever sent it
     */
    record Unfit(String field, String rule) implements Wish {}

    /** What is wrong with an end, where one is given. */
    static Optional<Unfit> faultOfEnd(@Nullable Instant until, Instant now) {
        if (until == null) {
            return Optional.empty();
        }
        if (!until.isAfter(now)) {
            return Optional.of(new Unfit("until", "must be in the future"));
        }
        return until.isAfter(now.plus(LONGEST))
                ? Optional.of(new Unfit("until", "must be within a year"))
                : Optional.empty();
    }
}
