package io.parley.model.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.model.Role;
import io.parley.model.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a stretch of a message's text is meant for. The text stays readable without it.
 *
 * @param userId of the person; absent where several are meant
 * @param at where the stretch begins in the text, in UTF-16 units
 * @param length of the stretch, in UTF-16 units
 */
public record Mention(Kind kind, @Nullable UserId userId, int at, int length) {

    /** The most that one text may have. */
    public static final int MAX_PER_TEXT = 50;

    public Mention {
        requireNonNull(kind);
        if ((kind == Kind.USER) != (userId != null)) {
            throw new IllegalArgumentException("a person is meant, or several are");
        }
    }

    /** Who is meant. */
    public enum Kind {
        USER("user"),
        /** Everybody in the room. */
        ROOM("room"),
        /** The admins in the room. */
        ADMINS("admins");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Whether that person is meant.
     *
     * @param wasInside whether they were in the room when it was said: who joins later is not meant
     *     by what was said to all before
     */
    public boolean means(UserId person, Role role, boolean wasInside) {
        return switch (kind) {
            case USER -> person.equals(userId);
            case ROOM -> wasInside;
            case ADMINS -> wasInside && role == Role.ADMIN;
        };
    }

    private long end() {
        return (long) at + length;
    }

    /** What is wrong with the mentions of a text, if anything is. */
    public static Optional<String> fault(String text, List<Mention> mentions) {
        if (mentions.size() > MAX_PER_TEXT) {
            return Optional.of("must be at most " + MAX_PER_TEXT);
        }
        long last = 0;
        for (var mention : mentions) {
            if (mention.at < 0 || mention.length < 1 || mention.end() > text.length()) {
                return Optional.of("must each be a stretch of the text");
            }
            if (mention.at < last) {
                return Optional.of("must be in the order of the text and not overlap");
            }
            if (isInsideCharacter(text, mention.at)
                    || isInsideCharacter(text, (int) mention.end())) {
                return Optional.of("must not begin or end inside a character");
            }
            last = mention.end();
        }
        return Optional.empty();
    }

    private static boolean isInsideCharacter(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    /** The mentions of a text; null where there are none. */
    static @Nullable List<Mention> checked(String text, @Nullable List<Mention> mentions) {
        if (mentions == null || mentions.isEmpty()) {
            return null;
        }
        fault(text, mentions)
                .ifPresent(
                        fault -> {
                            throw new IllegalArgumentException("mentions " + fault);
                        });
        return List.copyOf(mentions);
    }
}
