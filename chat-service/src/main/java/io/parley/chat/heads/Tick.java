package io.parley.chat.heads;

import static io.parley.model.wire.Json.MAPPER;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * How far a sequencer has come, and what has moved since its last tick. Written and read field by
 * field: every pod gets all of them every second, and needs few of the rooms.
 */
public final class Tick {

    private Tick() {}

    /** As JSON, with the windows last: who looks for the delay alone reads no further. */
    public static String write(long nextOffset, Instant at, long delayMs, List<RoomWindow> heads) {
        return MAPPER.writeValueAsString(
                new Form(nextOffset, at, delayMs, heads.stream().map(Tick::form).toList()));
    }

    /**
     * How late the partition's events are.
     *
     * @throws tools.jackson.core.JacksonException where the text is no tick
     */
    public static long delayMs(String json) {
        try (var parser = MAPPER.createParser(json)) {
            return goTo(parser, "delayMs") ? parser.getLongValue() : 0;
        }
    }

    /**
     * Reads the windows of the rooms that somebody wants.
     *
     * @throws tools.jackson.core.JacksonException where the text is no tick
     */
    public static void windows(
            String json, Predicate<RoomId> isWanted, Consumer<RoomWindow> action) {
        try (var parser = MAPPER.createParser(json)) {
            if (!goTo(parser, "heads")) {
                return;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                window(parser, isWanted).ifPresent(action);
            }
        }
    }

    /** To the value of a field of the object; false where it has none. */
    private static boolean goTo(JsonParser parser, String name) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var isIt = name.equals(parser.currentName());
            parser.nextToken();
            if (isIt) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static Optional<RoomWindow> window(JsonParser parser, Predicate<RoomId> isWanted) {
        var form = new Read();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "r" -> form.room = RoomId.parse(parser.getString()).filter(isWanted);
                case "f" -> form.from = parser.getLongValue();
                case "s" -> form.head = parser.getLongValue();
                case "c" -> form.recount = parser.getLongValue();
                case "at" -> form.at = Instant.parse(parser.getString());
                case "m" -> form.messages(parser);
                default -> parser.skipChildren();
            }
        }
        return form.window();
    }

    private static Raw form(RoomWindow window) {
        return new Raw(
                window.room().toString(),
                window.from(),
                window.head(),
                window.recount() == 0 ? null : window.recount(),
                window.at(),
                window.messages().stream().map(Tick::form).toList());
    }

    private static List<Object> form(HeadMessage message) {
        var flags = message.flags();
        var mentioned = message.mentioned().stream().map(UserId::toString).toList();
        var author = message.author().toString();
        if (!flags.isEmpty()) {
            return List.of(message.seq(), author, mentioned, flags);
        }
        return mentioned.isEmpty()
                ? List.of(message.seq(), author)
                : List.of(message.seq(), author, mentioned);
    }

    private record Form(
            long nextOffset,
            Instant at,
            long delayMs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Raw> heads) {}

    /** The room comes first: the rest is skipped where nobody wants it. */
    private record Raw(
            String r,
            long f,
            long s,
            @Nullable Long c,
            @Nullable Instant at,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> m) {}

    /** What has been read of a window so far. */
    private static final class Read {

        private Optional<RoomId> room = Optional.empty();
        private long from;
        private long head;
        private long recount;
        private @Nullable Instant at;
        private List<HeadMessage> messages = List.of();

        Optional<RoomWindow> window() {
            return room.map(of -> new RoomWindow(of, from, head, at, messages, recount));
        }

        void messages(JsonParser parser) {
            if (room.isEmpty()) {
                parser.skipChildren();
                return;
            }
            messages = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                messages.add(message(parser));
            }
        }

        private static HeadMessage message(JsonParser parser) {
            parser.nextToken();
            var seq = parser.getLongValue();
            parser.nextToken();
            var author = UserId.of(parser.getString());
            List<UserId> mentioned = List.of();
            String flags = null;
            for (var next = parser.nextToken();
                    next != JsonToken.END_ARRAY;
                    next = parser.nextToken()) {
                if (next == JsonToken.START_ARRAY) {
                    mentioned = people(parser);
                } else {
                    flags = parser.getString();
                }
            }
            return HeadMessage.of(seq, author, mentioned, flags);
        }

        private static List<UserId> people(JsonParser parser) {
            var people = new ArrayList<UserId>();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                people.add(UserId.of(parser.getString()));
            }
            return people;
        }
    }
}
