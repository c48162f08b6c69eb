package io.parley.user.availability;

import io.parley.model.text.Emoji;
import io.parley.model.text.WrittenText;
import io.parley.model.user.Availability;
import io.parley.model.user.UserStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A status that a person wants to have.
 *
 * @param text absent or empty with an emoji: the emoji alone; without one: no status
 */
public record WantedStatus(@Nullable String text, @Nullable String emoji, @Nullable Instant until) {

    /** No status. */
    public static final UnaryOperator<Availability> NONE = said -> with(said, null);

    /** The wish, as of now. */
    public Wish at(Instant now) {
        var written = Optional.ofNullable(text).map(WrittenText::strip).orElse("");
        var sign = Optional.ofNullable(emoji).map(String::strip).orElse("");
        if (written.isEmpty() && sign.isEmpty()) {
            return new Wish.Fit(NONE);
        }
        if (!sign.isEmpty() && Emoji.of(sign).isEmpty()) {
            return new Wish.Unfit("emoji", "must be one emoji");
        }
        return Wish.faultOfEnd(until, now)
                .<Wish>map(unfit -> unfit)
                .orElseGet(() -> wish(written, Emoji.of(sign)));
    }

    private Wish wish(String written, Optional<String> sign) {
        if (written.isEmpty()) {
            return fit("", sign);
        }
        return switch (WrittenText.name(written, UserStatus.MAX_CHARS)) {
            case WrittenText.Result.Fit(String kept) -> fit(kept, sign);
            case WrittenText.Result.Unfit(String rule) -> new Wish.Unfit("text", rule);
        };
    }

    private Wish fit(String kept, Optional<String> sign) {
        var status = new UserStatus(kept, sign.orElse(null), Times.toMillis(until));
        return new Wish.Fit(said -> with(said, status));
    }

    private static Availability with(Availability said, @Nullable UserStatus status) {
        return new Availability(status, said.dnd(), said.presence(), said.hidesLastSeen());
    }
}
