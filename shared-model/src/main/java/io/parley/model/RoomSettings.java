package io.parley.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a room has set for itself; what is absent is as usual.
 *
 * @param editWindowMs for how long an author may edit a message, 0: never; absent: as long as the
 *     installation says
 * @param deleteWindowMs for how long an author may delete it
 * @param editHistory who may ask what a message said before; absent: everyone
 * @param reactions whether messages take reactions; absent: they do
 * @param threads how clients show the messages of threads; absent: inline
 * @param mentionAll who of those who may write may mention everybody at once; absent: all of them
 * @param receipts what people learn of who has read a message; absent: see {@link
 *     #receipts(RoomKind, boolean)}
 * @param typing whether people see who is writing; absent: they do
 */
public record RoomSettings(
        @Nullable Long editWindowMs,
        @Nullable Long deleteWindowMs,
        @Nullable EditHistory editHistory,
        @Nullable Reactions reactions,
        @Nullable Threads threads,
        @Nullable MentionAll mentionAll,
        @Nullable Receipts receipts,
        @Nullable Typing typing) {

    /** The longest window, about ten years. */
    public static final long MAX_WINDOW_MS = Duration.ofDays(3_660).toMillis();

    /** Nothing is set. */
    public static final RoomSettings USUAL =
            new RoomSettings(null, null, null, null, null, null, null, null);

    /** In larger rooms people are told how many have read, as usual, and not who. */
    public static final int MOST_NAMED = 50;

    /** Refuses windows that no room can have. */
    public RoomSettings {
        if (!isWindow(editWindowMs) || !isWindow(deleteWindowMs)) {
            throw new IllegalArgumentException("a window has 0 to " + MAX_WINDOW_MS + " ms");
        }
    }

    /** Who may ask what a message said before it was edited. */
    public enum EditHistory {
        @JsonProperty("everyone")
        EVERYONE,
        @JsonProperty("admins")
        ADMINS,
        @JsonProperty("nobody")
        NOBODY;

        /** Whether somebody of that role may. */
        public boolean isFor(Role role) {
            return switch (this) {
                case EVERYONE -> true;
                case ADMINS -> role == Role.ADMIN;
                case NOBODY -> false;
            };
        }
    }

    /** Whether messages take reactions. */
    public enum Reactions {
        @JsonProperty("on")
        ON,
        @JsonProperty("off")
        OFF
    }

    /** Whether the messages of threads also stand among the others. */
    public enum Threads {
        @JsonProperty("inline")
        INLINE,
        @JsonProperty("collapsed")
        COLLAPSED
    }

    /** Who of those who may write may mention everybody at once. */
    public enum MentionAll {
        @JsonProperty("admins")
        ADMINS,
        @JsonProperty("members")
        MEMBERS,
        @JsonProperty("nobody")
        NOBODY;

        /** Whether somebody of that role may. */
        public boolean isFor(Role role) {
            return switch (this) {
                case ADMINS -> role == Role.ADMIN;
                case MEMBERS -> true;
                case NOBODY -> false;
            };
        }
    }

    /** What people learn of who has read a message. */
    public enum Receipts {
        @JsonProperty("off")
        OFF,
        @JsonProperty("count")
        COUNT,
        @JsonProperty("names")
        NAMES
    }

    /** Whether people see who is writing. */
    public enum Typing {
        @JsonProperty("on")
        ON,
        @JsonProperty("off")
        OFF
    }

    /**
     * What people learn where the room has set nothing else: names where few talk.
     *
     * @param isLarge whether there are more than {@link #MOST_NAMED} people in it
     */
    public Receipts receipts(RoomKind kind, boolean isLarge) {
        if (receipts != null) {
            return receipts;
        }
        return kind == RoomKind.ANNOUNCE || isLarge ? Receipts.COUNT : Receipts.NAMES;
    }

    private static boolean isWindow(@Nullable Long ms) {
        return ms == null || (ms >= 0 && ms <= MAX_WINDOW_MS);
    }
}
