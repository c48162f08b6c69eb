package io.parley.chat.delivery;

import java.util.Optional;
import java.util.regex.Pattern;

/** From where a subscriber wants a room's events. */
public sealed interface ResumePoint {

    /** The most events before the live ones that a first visit may have. */
    int MAX_TAIL = 100;

    /** Only what comes from now on. */
    record Live() implements ResumePoint {}

    /** Everything after the last seq that the client has. */
    record After(long seq) implements ResumePoint {}

    /** The newest {@code count} events, then live. */
    record Tail(int count) implements ResumePoint {}

    /** As a client's headers say; empty where they are wrong. */
    static Optional<ResumePoint> of(Optional<String> after, Optional<String> tail) {
        if (after.isPresent()) {
            return after.filter(_ -> tail.isEmpty()).flatMap(ResumePoint::number).map(After::new);
        }
        return tail.isEmpty()
                ? Optional.of(new Live())
                : tail.flatMap(ResumePoint::number)
                        .filter(count -> count <= MAX_TAIL)
                        .map(count -> new Tail(count.intValue()));
    }

    /** A seq, or a count; empty for another text. */
    static Optional<Long> number(String text) {
        return Optional.of(text.strip())
                .filter(digits -> Digits.PATTERN.matcher(digits).matches())
                .map(Long::parseLong);
    }

    /** At most 2^53 - 1, as JSON numbers go. */
    final class Digits {

        private static final Pattern PATTERN = Pattern.compile("\\d{1,15}");

        private Digits() {}
    }
}
